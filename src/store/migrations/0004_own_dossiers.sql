-- «Đang chờ người khác» asks for the dossiers somebody opened, in the open or hidden from everybody else.
create index act_opened_by on app.act (tenant, actor) where seq = 1;
create index vault_opened_by on app.vault (tenant, (value #>> '{}')) where name = 'actor' and seq = 1;
