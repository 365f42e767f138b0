-- A session may be opened by the province's issuer of identities; what it proved and how is known to the issuer.
alter table app.user_session drop constraint user_session_step_check;
alter table app.user_session add constraint user_session_step_check check (step in ('demo', 'password', 'issuer', 'strong'));
comment on column app.user_session.step is 'How far the person proved who it is: demo, password, the word of the issuer, or a strong factor.';
