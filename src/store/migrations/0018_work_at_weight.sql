-- What somebody waits for is found by the posts that are parties, not by reading every party there is.
create index party_post on app.party (tenant, post) where post is not null;
-- The open clocks of a unit are counted on every page of one's day.
create index clock_unit_open on app.clock (tenant, unit, due_at) where level = 0 and not expected and state in ('running', 'lapsed', 'paused');
-- Row security hides a row before two sets of words may be compared, so an index of the words was never used; few dossiers wait for an answer.
drop index app.dossier_awaited;
create index dossier_asked on app.dossier (tenant, changed_at desc) where awaited <> '{}' and not ended;
