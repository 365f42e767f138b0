-- Who witnesses the ledger, how far each is, since when nobody does, and what the record's own verification found.

create table app.ledger_policy (
  tenant text not null,
  since timestamptz not null default now(),
  text text check (octet_length(text) <= 65536),
  asks boolean not null,
  patience interval not null,
  primary key (tenant, since)
);
comment on table app.ledger_policy is 'Policies by which the ledger is witnessed, each from when this installation had it.';
comment on column app.ledger_policy.tenant is 'Tenant.';
comment on column app.ledger_policy.since is 'Since when.';
comment on column app.ledger_policy.text is 'The policy, C2SP tlog-policy; null where none was named any more.';
comment on column app.ledger_policy.asks is 'Whether it asks for anybody at all.';
comment on column app.ledger_policy.patience is 'How long people may decide without enough witnesses.';

create table app.ledger_witness (
  tenant text not null,
  log text not null,
  epoch integer not null,
  witness text not null,
  size bigint,
  cosigned_at timestamptz,
  answer text not null check (answer in ('cosigned', 'away', 'confused', 'unknown-log', 'bad-signature', 'bad-cosignature', 'fork', 'behind')),
  answered_at timestamptz not null,
  primary key (tenant, log, epoch, witness)
);
comment on table app.ledger_witness is 'How far each witness is with each log.';
comment on column app.ledger_witness.tenant is 'Tenant.';
comment on column app.ledger_witness.log is 'Log.';
comment on column app.ledger_witness.epoch is 'Epoch.';
comment on column app.ledger_witness.witness is 'Name of the witness as in the policy.';
comment on column app.ledger_witness.size is 'Largest size it cosigned; null before the first.';
comment on column app.ledger_witness.cosigned_at is 'When it last cosigned; null before the first.';
comment on column app.ledger_witness.answer is 'What it said when asked last.';
comment on column app.ledger_witness.answered_at is 'When that was.';

create table app.ledger_quorum (
  tenant text not null,
  log text not null,
  epoch integer not null,
  size bigint not null,
  reached_at timestamptz not null,
  primary key (tenant, log, epoch)
);
comment on table app.ledger_quorum is 'The largest size of each log that as many witnesses cosigned as the policy asks for.';
comment on column app.ledger_quorum.tenant is 'Tenant.';
comment on column app.ledger_quorum.log is 'Log.';
comment on column app.ledger_quorum.epoch is 'Epoch.';
comment on column app.ledger_quorum.size is 'Size of the tree.';
comment on column app.ledger_quorum.reached_at is 'When they were last enough for it, by the clock of the database.';

create table app.ledger_alarm (
  tenant text not null,
  id uuid not null default gen_random_uuid(),
  log text not null,
  epoch integer not null,
  witness text not null,
  code text not null check (code in ('fork', 'behind')),
  size bigint not null,
  witness_size bigint,
  raised_at timestamptz not null default now(),
  lifted_at timestamptz,
  lifted_by text,
  reason text,
  primary key (tenant, id)
);
comment on table app.ledger_alarm is 'Contradictions between a log and a witness. They stay until somebody answers for them, and are shown for good.';
comment on column app.ledger_alarm.tenant is 'Tenant.';
comment on column app.ledger_alarm.id is 'Identifier.';
comment on column app.ledger_alarm.log is 'Log.';
comment on column app.ledger_alarm.epoch is 'Epoch.';
comment on column app.ledger_alarm.witness is 'Name of the witness.';
comment on column app.ledger_alarm.code is 'fork: the witness holds another past. behind: the witness has seen more than there is.';
comment on column app.ledger_alarm.size is 'Size of the tree the witness was shown.';
comment on column app.ledger_alarm.witness_size is 'Size the witness had seen, where it said so.';
comment on column app.ledger_alarm.raised_at is 'When it showed.';
comment on column app.ledger_alarm.lifted_at is 'When somebody answered for it; null while it stands.';
comment on column app.ledger_alarm.lifted_by is 'Who did.';
comment on column app.ledger_alarm.reason is 'Why.';
create unique index ledger_alarm_standing on app.ledger_alarm (tenant, log, epoch, witness, code) where lifted_at is null;

create table app.ledger_outage (
  tenant text not null,
  started_at timestamptz not null,
  declared_at timestamptz not null default now(),
  declared_business_at timestamptz not null,
  ended_at timestamptz,
  ended_business_at timestamptz,
  primary key (tenant, started_at)
);
comment on table app.ledger_outage is 'Times in which too few witnesses had been there for too long: people could not decide, and clocks waiting for a decision stood still.';
comment on column app.ledger_outage.tenant is 'Tenant.';
comment on column app.ledger_outage.started_at is 'Since when something waited for its witnesses.';
comment on column app.ledger_outage.declared_at is 'From when decisions were refused.';
comment on column app.ledger_outage.declared_business_at is 'The same in legal time, which clocks are counted in.';
comment on column app.ledger_outage.ended_at is 'When enough witnesses were back; null while they are not.';
comment on column app.ledger_outage.ended_business_at is 'The same in legal time.';
create unique index ledger_outage_open on app.ledger_outage (tenant) where ended_at is null;

create table app.ledger_check (
  tenant text not null,
  at timestamptz not null default now(),
  seconds numeric not null,
  dossiers integer not null,
  acts bigint not null,
  found integer not null,
  codes text[] not null,
  primary key (tenant, at)
);
comment on table app.ledger_check is 'Verifications of the whole record by the program itself; counts and codes, nothing of any dossier.';
comment on column app.ledger_check.tenant is 'Tenant.';
comment on column app.ledger_check.at is 'When it ended.';
comment on column app.ledger_check.seconds is 'How long it took.';
comment on column app.ledger_check.dossiers is 'Dossiers looked at.';
comment on column app.ledger_check.acts is 'Acts looked at.';
comment on column app.ledger_check.found is 'Differences found.';
comment on column app.ledger_check.codes is 'What kinds of differences, a few.';
