-- Compressing a row of a dossier and trying to compress the salts and digests of an act, which cannot be, took a tenth of what writing an act costs, and
-- unpacking them again a part of every reading. What is larger than this still is compressed. Rows written from now on.
alter table app.dossier set (toast_tuple_target = 4080);
alter table app.act set (toast_tuple_target = 4080);

-- Most acts have no cause: they need no place in an index of causes.
alter table app.act drop constraint act_tenant_cause_dossier_cause_seq_cause_n_key;
create unique index act_cause on app.act (tenant, cause_dossier, cause_seq, cause_n) where cause_dossier is not null;
