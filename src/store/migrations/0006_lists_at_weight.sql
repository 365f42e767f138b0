-- A list of one kind by due date without a state: in the order of an index instead of sorting all there is.
create index dossier_kind_due_all on app.dossier (tenant, kind, due_at, id);
