-- Whose key is whose stands in the record: a row of this table is what a device needs, and belongs to the dossier of the key. Keys from before have no such
-- dossier and cannot be given one in their owners' place: only the owner, with the device at hand, can say that a key is theirs. They are enrolled again.
delete from app.passkey;
alter table app.passkey add foreign key (tenant, id) references app.dossier (tenant, id);
comment on table app.passkey is 'What a device needs to sign with a key; whose key it is, the dossier of the key says. The private half never leaves the person''s device.';
comment on column app.passkey.id is 'Dossier of the key.';
comment on column app.passkey.person is 'Person whose key it is, as the dossier says.';
comment on column app.passkey.spki is 'The same key as everybody else reads it (SubjectPublicKeyInfo, DER), as the dossier says.';
