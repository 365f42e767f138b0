-- The same tags as ever, put together without a statement of its own for each list: that took a tenth of what it costs to write down a report.
create or replace function app.search_tags(p_readers text[], p_kind text, p_unit text, p_opened_at timestamptz, p_symbols text[], p_number text, p_receipt text)
  returns text[] language plpgsql immutable parallel safe as $$
declare
  v_tags text[] := p_readers || array['kind=' || p_kind, 'week=' || to_char(p_opened_at at time zone 'UTC', 'IYYY-IW'), 'mark=' || p_receipt];
  v_digits text[];
  v_one text;
begin
  foreach v_one in array coalesce(p_readers, '{}') loop
    if v_one = 'official' or starts_with(v_one, 'role:') then v_tags := v_tags || (p_kind || '@' || v_one); end if;
  end loop;
  if p_unit is not null then v_tags := v_tags || ('unit=' || p_unit); end if;
  foreach v_one in array coalesce(p_symbols, '{}') loop
    v_tags := v_tags || ('mark=' || v_one);
  end loop;
  -- A bare number finds what ends in it, and the paper it begins.
  if p_number is not null then v_digits := array_append(v_digits, substring(p_number from '-([0-9]{5,9})$')); end if;
  foreach v_one in array coalesce(p_symbols, '{}') loop
    v_digits := array_append(v_digits, substring(v_one from '^([0-9]{1,9})[^0-9]'));
  end loop;
  if array_remove(v_digits, null) <> '{}' then
    v_tags := v_tags || array(select distinct 'digits=' || d from unnest(v_digits) d where d is not null order by 1);
  end if;
  return v_tags;
end $$;
