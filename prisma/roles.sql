-- Rights of the processes, granted after every migration by its owner. Applied as one script, again and again.
--
--   demarche_web     answers HTTP; cannot read passwords and second factors, cannot change what is append-only, cannot touch the job queue
--   demarche_worker  does jobs and sends mail; cannot see sessions, tokens and anything else that lets people in
--   demarche_all     both in one process, and the command line
--   demarche_functions  nobody signs in as it: functions that do more than their caller may belong to it, and it may just what they do
--
-- With one database user for everything, a process takes its role after connecting. For a wall that an intruder in the process cannot
-- climb, give each process a user of its own (create user … in role demarche_web) and migrate with the owner: MIGRATION_DATABASE_URL.

do $$
declare
  name text;
begin
  foreach name in array array['demarche_web', 'demarche_worker', 'demarche_all', 'demarche_functions'] loop
    begin
      if not exists (select from pg_roles where rolname = name) then execute format('create role %I nologin', name); end if;
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
  begin
    grant demarche_web, demarche_worker to demarche_all;
  exception when unique_violation or internal_error then null;
  end;
  -- Who migrates may take the roles; a superuser may anyway. Progress of exports is read from the server's statistics.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant demarche_all to %I', current_user);
  end if;
  begin
    grant pg_read_all_stats to demarche_web, demarche_worker;
  exception when insufficient_privilege or unique_violation or internal_error then null;
  end;
end $$;

grant usage on schema public to demarche_web, demarche_worker;
revoke all on all tables in schema public from demarche_web, demarche_worker;
grant select, insert, update, delete on all tables in schema public to demarche_web, demarche_worker;
grant usage, select on all sequences in schema public to demarche_web, demarche_worker;

-- Append-only: whatever goes wrong in a process, history stays.
revoke update, delete on treaty_event, treaty_event_review, ledger_import, treaty_status_check, claim_review, audit_entry, consent_wording,
  ministry_fact, contact_decision, letter_event, answer_coding, silence_decision, privacy_notice,
  petition_version, petition_note, petition_slug, picture
  from demarche_web, demarche_worker;
revoke update on consent from demarche_web, demarche_worker;
revoke update on event from demarche_web, demarche_worker;
grant update (heard) on event to demarche_worker;
grant update (page_no) on event to demarche_web;
revoke update on inbound_raw from demarche_web, demarche_worker;
revoke delete on inbound_mail from demarche_web, demarche_worker;
revoke update, delete on demand_evidence, demand_evidence_review from demarche_web, demarche_worker;
revoke insert, update, delete on audit_link, signature_removal, _prisma_migrations from demarche_web, demarche_worker;

revoke delete on reference_load from demarche_web, demarche_worker;

-- Mail is sent by workers; a web process queues it, and forgets it with the person.
revoke all on mail_rate, mail_dispatcher, job_worker from demarche_web;
revoke update on outbox_mail from demarche_web;

-- Logs of counts are written by workers. What a petition's pages need of them can be read; the secret half of their key cannot.
revoke insert, update, delete on count_log, count_log_tile, count_log_checkpoint, count_log_cosignature, count_log_record from demarche_web;
revoke all on count_log_due, count_log_key from demarche_web;
grant select (id, public_key, succession, created_at) on count_log_key to demarche_web;
revoke delete on count_log, count_log_tile, count_log_checkpoint, count_log_key from demarche_worker;

-- What lets people in. Secrets are asked for one account at a time, through the owner's functions.
revoke all on staff_secret from demarche_web, demarche_worker;
do $$
declare
  deed regprocedure;
begin
  for deed in select oid from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and proname like 'staff\_%' loop
    execute format('grant execute on function %s to demarche_web', deed);
  end loop;
end $$;
revoke all on api_token, staff_recovery_code, staff_passkey, preview_link from demarche_worker;
revoke insert, update on staff, staff_campaign, saved_filter, login_failure from demarche_worker;
-- It clears away sessions that ended, and sees of them only when they did.
revoke all on staff_session from demarche_worker;
grant delete, select (expires_at) on staff_session to demarche_worker;

revoke all on schema graphile_worker from demarche_web;
grant usage on schema graphile_worker to demarche_worker;
grant all on all tables in schema graphile_worker to demarche_worker;
grant all on all sequences in schema graphile_worker to demarche_worker;
grant execute on all functions in schema graphile_worker to demarche_worker;
-- The queue's tables let nobody but their owner at the rows, unless a policy says so.
do $$
declare
  queue text;
begin
  for queue in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
    if not exists (select from pg_policies where schemaname = 'graphile_worker' and tablename = queue and policyname = 'demarche_worker') then
      execute format('create policy demarche_worker on graphile_worker.%I for all to demarche_worker using (true) with check (true)', queue);
    end if;
  end loop;
end $$;
grant execute on function enqueue_job(text, json, int, text, timestamptz) to demarche_web, demarche_worker;

-- What runs with more rights than its caller has. In the hands of a superuser a flaw in one of these functions would open the whole server, so
-- they belong to a role that may do what they do and nothing else. An owner who is no superuser keeps them.
grant usage on schema public, graphile_worker to demarche_functions;
revoke all on all tables in schema public from demarche_functions;
grant select, insert, update on staff_secret to demarche_functions;
grant select, insert on audit_link to demarche_functions;
grant select on audit_entry, api_token, petition, signature to demarche_functions;
grant select, update on export to demarche_functions;
grant select, insert, update on signature_removal to demarche_functions;
grant select, insert on count_log_due to demarche_functions;
grant usage on sequence count_log_due_id_seq to demarche_functions;
grant select, delete on count_log_record to demarche_functions;
grant execute on function chain_audit_entry(audit_entry), outdate_exports(uuid), person_of(text) to demarche_functions;
grant all on all tables in schema graphile_worker to demarche_functions;
grant all on all sequences in schema graphile_worker to demarche_functions;
grant execute on all functions in schema graphile_worker to demarche_functions;
do $$
declare
  queue text;
  definer regprocedure;
begin
  for queue in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
    if not exists (select from pg_policies where schemaname = 'graphile_worker' and tablename = queue and policyname = 'demarche_functions') then
      execute format('create policy demarche_functions on graphile_worker.%I for all to demarche_functions using (true) with check (true)', queue);
    end if;
  end loop;
  if (select rolsuper from pg_roles where rolname = current_user) then
    for definer in select oid from pg_proc where pronamespace = 'public'::regnamespace and prosecdef loop
      execute format('alter function %s owner to demarche_functions', definer);
    end loop;
  end if;
end $$;
