SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.fullstride_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN RAISE EXCEPTION 'what is kept in % is never altered', TG_TABLE_NAME; END $$;
CREATE FUNCTION public.fullstride_kept_contents() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM originals WHERE key = OLD.sha256) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'what is kept in % is never altered', TG_TABLE_NAME;
END $$;
CREATE FUNCTION public.fullstride_kept_row() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM forgotten WHERE runner_id = (to_jsonb(OLD) ->> TG_ARGV[0])::bigint) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'what is kept in % is never altered', TG_TABLE_NAME;
END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.accounts (
    seq bigint NOT NULL,
    runner_id bigint,
    key text NOT NULL COLLATE pg_catalog."C",
    folded text NOT NULL COLLATE pg_catalog."C",
    at_us bigint NOT NULL,
    body_version integer NOT NULL,
    body text NOT NULL,
    body_sum bigint NOT NULL
);
CREATE SEQUENCE public.accounts_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.accounts_seq_seq OWNED BY public.accounts.seq;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.attempts (
    key text NOT NULL COLLATE pg_catalog."C",
    count bigint NOT NULL,
    until_us bigint NOT NULL
);
CREATE TABLE public.contents (
    sha256 text NOT NULL COLLATE pg_catalog."C",
    packed boolean NOT NULL,
    data bytea NOT NULL
);
CREATE TABLE public.corrections (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    at_us bigint NOT NULL,
    body_version integer NOT NULL,
    body text NOT NULL,
    body_sum bigint NOT NULL
);
CREATE SEQUENCE public.corrections_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.corrections_seq_seq OWNED BY public.corrections.seq;
CREATE TABLE public.erasing (
    file text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.evidence (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    sha256 text NOT NULL COLLATE pg_catalog."C",
    algorithm text NOT NULL COLLATE pg_catalog."C",
    at_us bigint NOT NULL,
    body_version integer NOT NULL,
    body text NOT NULL,
    body_sum bigint NOT NULL
);
CREATE SEQUENCE public.evidence_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.evidence_seq_seq OWNED BY public.evidence.seq;
CREATE TABLE public.feeds (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    at_us bigint NOT NULL,
    body_version integer NOT NULL,
    body text NOT NULL,
    body_sum bigint NOT NULL
);
CREATE SEQUENCE public.feeds_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.feeds_seq_seq OWNED BY public.feeds.seq;
CREATE TABLE public.forgotten (
    runner_id bigint NOT NULL
);
CREATE TABLE public.grants (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    at_us bigint NOT NULL,
    body_version integer NOT NULL,
    body text NOT NULL,
    body_sum bigint NOT NULL
);
CREATE SEQUENCE public.grants_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.grants_seq_seq OWNED BY public.grants.seq;
CREATE TABLE public.imports (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    at_us bigint NOT NULL
);
CREATE SEQUENCE public.imports_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.imports_seq_seq OWNED BY public.imports.seq;
CREATE TABLE public.jobs (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    spool text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    size_bytes bigint NOT NULL,
    received_bytes bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    created_us bigint NOT NULL,
    changed_us bigint NOT NULL,
    worker text NOT NULL COLLATE pg_catalog."C",
    leased_us bigint,
    tries integer NOT NULL,
    counts text NOT NULL,
    result text NOT NULL,
    error text NOT NULL
);
CREATE SEQUENCE public.jobs_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.jobs_seq_seq OWNED BY public.jobs.seq;
CREATE TABLE public.links (
    seq bigint NOT NULL,
    token_sha256 text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    runner_id bigint,
    coach text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    created_us bigint NOT NULL,
    expires_us bigint NOT NULL,
    used_us bigint
);
CREATE SEQUENCE public.links_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.links_seq_seq OWNED BY public.links.seq;
CREATE TABLE public.logins (
    token_sha256 text NOT NULL COLLATE pg_catalog."C",
    account_seq bigint NOT NULL,
    csrf text NOT NULL COLLATE pg_catalog."C",
    device text NOT NULL COLLATE pg_catalog."C",
    created_us bigint NOT NULL,
    seen_us bigint NOT NULL,
    expires_us bigint NOT NULL
);
CREATE TABLE public.matches (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    at_us bigint NOT NULL,
    body_version integer NOT NULL,
    body text NOT NULL,
    body_sum bigint NOT NULL
);
CREATE SEQUENCE public.matches_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.matches_seq_seq OWNED BY public.matches.seq;
CREATE TABLE public.moves (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    at_us bigint NOT NULL,
    body_version integer NOT NULL,
    body text NOT NULL,
    body_sum bigint NOT NULL
);
CREATE SEQUENCE public.moves_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.moves_seq_seq OWNED BY public.moves.seq;
CREATE TABLE public.originals (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    at_us bigint NOT NULL,
    body_version integer NOT NULL,
    body text NOT NULL,
    body_sum bigint NOT NULL
);
CREATE SEQUENCE public.originals_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.originals_seq_seq OWNED BY public.originals.seq;
CREATE TABLE public.pieces (
    spool text NOT NULL COLLATE pg_catalog."C",
    at_byte bigint NOT NULL,
    data bytea NOT NULL
);
CREATE TABLE public.plans (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    number integer NOT NULL,
    at_us bigint NOT NULL,
    body_version integer NOT NULL,
    body_sum bigint NOT NULL,
    packed bytea NOT NULL
);
CREATE SEQUENCE public.plans_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.plans_seq_seq OWNED BY public.plans.seq;
CREATE TABLE public.reports (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    at_us bigint NOT NULL,
    body_version integer NOT NULL,
    body text NOT NULL,
    body_sum bigint NOT NULL
);
CREATE SEQUENCE public.reports_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.reports_seq_seq OWNED BY public.reports.seq;
CREATE TABLE public.runners (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C"
);
CREATE SEQUENCE public.runners_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.runners_id_seq OWNED BY public.runners.id;
CREATE TABLE public.service_keys (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    at_us bigint NOT NULL,
    body_version integer NOT NULL,
    body text NOT NULL,
    body_sum bigint NOT NULL
);
CREATE SEQUENCE public.service_keys_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.service_keys_seq_seq OWNED BY public.service_keys.seq;
ALTER TABLE ONLY public.accounts ALTER COLUMN seq SET DEFAULT nextval('public.accounts_seq_seq'::regclass);
ALTER TABLE ONLY public.corrections ALTER COLUMN seq SET DEFAULT nextval('public.corrections_seq_seq'::regclass);
ALTER TABLE ONLY public.evidence ALTER COLUMN seq SET DEFAULT nextval('public.evidence_seq_seq'::regclass);
ALTER TABLE ONLY public.feeds ALTER COLUMN seq SET DEFAULT nextval('public.feeds_seq_seq'::regclass);
ALTER TABLE ONLY public.grants ALTER COLUMN seq SET DEFAULT nextval('public.grants_seq_seq'::regclass);
ALTER TABLE ONLY public.imports ALTER COLUMN seq SET DEFAULT nextval('public.imports_seq_seq'::regclass);
ALTER TABLE ONLY public.jobs ALTER COLUMN seq SET DEFAULT nextval('public.jobs_seq_seq'::regclass);
ALTER TABLE ONLY public.links ALTER COLUMN seq SET DEFAULT nextval('public.links_seq_seq'::regclass);
ALTER TABLE ONLY public.matches ALTER COLUMN seq SET DEFAULT nextval('public.matches_seq_seq'::regclass);
ALTER TABLE ONLY public.moves ALTER COLUMN seq SET DEFAULT nextval('public.moves_seq_seq'::regclass);
ALTER TABLE ONLY public.originals ALTER COLUMN seq SET DEFAULT nextval('public.originals_seq_seq'::regclass);
ALTER TABLE ONLY public.plans ALTER COLUMN seq SET DEFAULT nextval('public.plans_seq_seq'::regclass);
ALTER TABLE ONLY public.reports ALTER COLUMN seq SET DEFAULT nextval('public.reports_seq_seq'::regclass);
ALTER TABLE ONLY public.runners ALTER COLUMN id SET DEFAULT nextval('public.runners_id_seq'::regclass);
ALTER TABLE ONLY public.service_keys ALTER COLUMN seq SET DEFAULT nextval('public.service_keys_seq_seq'::regclass);
INSERT INTO public.accounts VALUES (1, 1, 'a1', 'mia r.', 1801220400000000, 1, '{"created_at":"2027-01-29T12:00:00+01:00","disabled_at":null,"id":"a1","name":"Mia R.","password_hash":"$argon2id$v=19$\u2026","roles":["runner"],"runner":"Mia"}', 579803193);
INSERT INTO public.accounts VALUES (2, NULL, 'coach-1', 'renato', 1801220400000000, 1, '{"created_at":"2027-01-29T12:00:00+01:00","disabled_at":null,"id":"coach-1","name":"Renato","password_hash":"$argon2id$v=19$\u2026","roles":["coach","owner"],"runner":""}', 1353699935);
INSERT INTO public.alembic_version VALUES ('0003');
INSERT INTO public.attempts VALUES ('account Mia', 1, 1801224000000000);
INSERT INTO public.contents VALUES ('215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb', true, '\x789c737275f7f4b30a7376f471f573710ce2e50252c85c008a8007ff');
INSERT INTO public.contents VALUES ('fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108', false, '\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f');
INSERT INTO public.corrections VALUES (1, 1, 'c1', 1801220400000000, 1, '{"algorithm":"measure","effort":1,"end_s":1719.0,"id":"c1","kind":"strides","removed":false,"said_at":"2027-01-29T12:00:00+01:00","said_by":"a1","sha256":"abababababababababababababababababababababababababababababababab","start_s":1701.5,"was_end_s":1720.0,"was_start_s":1700.0}', 473182959);
INSERT INTO public.corrections VALUES (2, 1, 'c2', 1801224000000000, 1, '{"algorithm":"measure","effort":1,"end_s":1719.0,"id":"c2","kind":"strides","removed":true,"said_at":"2027-01-29T13:00:00+01:00","said_by":"a1","sha256":"abababababababababababababababababababababababababababababababab","start_s":1701.5,"was_end_s":1720.0,"was_start_s":1700.0}', 2818320569);
INSERT INTO public.evidence VALUES (1, 1, '8620497e590bd2d44c1d070f33987185bb05c3ca9e9426255d2be563eb237b0d', 'abababababababababababababababababababababababababababababababab', 'measure', 1801220400000000, 1, '{"evidence":{"cut":"","device":"","distance_m":8012.5,"duration_s":2472.0,"easy_mps":null,"efforts":[{"best_3s_mps":{"error":0.3,"value":6.9},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":128.34},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1520.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.417000000000001},"rest_before_s":null,"series":1,"share_of_top":{"error":0.06,"value":0.9452054794520549},"start_s":1500.0,"to_top_s":null},{"best_3s_mps":{"error":0.3,"value":7.0},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":130.20000000000002},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1720.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.510000000000001},"rest_before_s":{"error":3.0,"value":180.0},"series":1,"share_of_top":{"error":0.06,"value":0.9589041095890412},"start_s":1700.0,"to_top_s":null}],"file":"tuesday.fit","kind":"run","markers":null,"motion":null,"quality":{"grade":"good","interval_s":1.0,"noise_mps":0.2,"source":"device","why":[]},"refused":[],"start":"2027-01-29T12:00:00+01:00","title":"","top_mps":null,"verdicts":[]},"made":{"algorithm":"measure","settings":"{\"plan\":null}","sha256":"abababababababababababababababababababababababababababababababab","version":"1"}}', 2674217644);
INSERT INTO public.evidence VALUES (2, 1, 'a51c5e087e675f33ca5481194bbdfc416b6712f08c04e6342c6cd823b0f095a5', 'abababababababababababababababababababababababababababababababab', 'measure', 1801224000000000, 1, '{"evidence":{"cut":"","device":"","distance_m":8012.5,"duration_s":2472.0,"easy_mps":null,"efforts":[{"best_3s_mps":{"error":0.3,"value":6.9},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":128.34},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1520.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.417000000000001},"rest_before_s":null,"series":1,"share_of_top":{"error":0.06,"value":0.9452054794520549},"start_s":1500.0,"to_top_s":null},{"best_3s_mps":{"error":0.3,"value":7.0},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":130.20000000000002},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1720.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.510000000000001},"rest_before_s":{"error":3.0,"value":180.0},"series":1,"share_of_top":{"error":0.06,"value":0.9589041095890412},"start_s":1700.0,"to_top_s":null}],"file":"tuesday.fit","kind":"run","markers":null,"motion":null,"quality":{"grade":"good","interval_s":1.0,"noise_mps":0.2,"source":"device","why":[]},"refused":[],"start":"2027-01-29T12:00:00+01:00","title":"Mia","top_mps":null,"verdicts":[]},"made":{"algorithm":"measure","settings":"{\"plan\":null}","sha256":"abababababababababababababababababababababababababababababababab","version":"2"}}', 2668783878);
INSERT INTO public.evidence VALUES (3, 2, '8620497e590bd2d44c1d070f33987185bb05c3ca9e9426255d2be563eb237b0d', 'abababababababababababababababababababababababababababababababab', 'measure', 1801220400000000, 1, '{"evidence":{"cut":"","device":"","distance_m":8012.5,"duration_s":2472.0,"easy_mps":null,"efforts":[{"best_3s_mps":{"error":0.3,"value":6.9},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":128.34},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1520.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.417000000000001},"rest_before_s":null,"series":1,"share_of_top":{"error":0.06,"value":0.9452054794520549},"start_s":1500.0,"to_top_s":null},{"best_3s_mps":{"error":0.3,"value":7.0},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":130.20000000000002},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1720.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.510000000000001},"rest_before_s":{"error":3.0,"value":180.0},"series":1,"share_of_top":{"error":0.06,"value":0.9589041095890412},"start_s":1700.0,"to_top_s":null}],"file":"tuesday.fit","kind":"run","markers":null,"motion":null,"quality":{"grade":"good","interval_s":1.0,"noise_mps":0.2,"source":"device","why":[]},"refused":[],"start":"2027-01-29T12:00:00+01:00","title":"","top_mps":null,"verdicts":[]},"made":{"algorithm":"measure","settings":"{\"plan\":null}","sha256":"abababababababababababababababababababababababababababababababab","version":"1"}}', 2674217644);
INSERT INTO public.evidence VALUES (4, 2, 'a51c5e087e675f33ca5481194bbdfc416b6712f08c04e6342c6cd823b0f095a5', 'abababababababababababababababababababababababababababababababab', 'measure', 1801224000000000, 1, '{"evidence":{"cut":"","device":"","distance_m":8012.5,"duration_s":2472.0,"easy_mps":null,"efforts":[{"best_3s_mps":{"error":0.3,"value":6.9},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":128.34},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1520.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.417000000000001},"rest_before_s":null,"series":1,"share_of_top":{"error":0.06,"value":0.9452054794520549},"start_s":1500.0,"to_top_s":null},{"best_3s_mps":{"error":0.3,"value":7.0},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":130.20000000000002},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1720.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.510000000000001},"rest_before_s":{"error":3.0,"value":180.0},"series":1,"share_of_top":{"error":0.06,"value":0.9589041095890412},"start_s":1700.0,"to_top_s":null}],"file":"tuesday.fit","kind":"run","markers":null,"motion":null,"quality":{"grade":"good","interval_s":1.0,"noise_mps":0.2,"source":"device","why":[]},"refused":[],"start":"2027-01-29T12:00:00+01:00","title":"Zo\u00eb","top_mps":null,"verdicts":[]},"made":{"algorithm":"measure","settings":"{\"plan\":null}","sha256":"abababababababababababababababababababababababababababababababab","version":"2"}}', 751685246);
INSERT INTO public.feeds VALUES (1, 1, 'f1', 1801220400000000, 1, '{"added_at":"2027-01-29T12:00:00+01:00","error":"","id":"f1","name":"Club","read_at":"2027-01-29T13:00:00+01:00","sealed":"gAAAAAB-club","sha256":"efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef"}', 589807936);
INSERT INTO public.grants VALUES (1, 1, 'd2f1d5fed8de211bc439340ee0ec88a6d144c833979b2cdcb406c5aed9654929', 1801220400000000, 1, '{"changes":true,"coach":"coach-1","said_at":"2027-01-29T12:00:00+01:00","said_by":"a1","sees":"everything"}', 1473859266);
INSERT INTO public.grants VALUES (2, 1, 'af372084e4e26490f68654c86eac8aa68946d742f9ef20618d39faf273ebd301', 1801224000000000, 1, '{"changes":false,"coach":"coach-1","said_at":"2027-01-29T13:00:00+01:00","said_by":"a1","sees":"plan and status"}', 3326671919);
INSERT INTO public.imports VALUES (1, 1, 1801220400000000);
INSERT INTO public.imports VALUES (2, 2, 1801220400000000);
INSERT INTO public.jobs VALUES (1, 1, 'up1', '8186f81c23e645cbb911abc58ccabe52', 'archive.zip', 10, 4, 'receiving', 1801220400000000, 1801220400000000, '', NULL, 0, '{"done":0,"found":0,"known":0,"new":0,"others":0,"unreadable":0}', '', '');
INSERT INTO public.links VALUES (1, '5656565656565656565656565656565656565656565656565656565656565656', 'invitation', 'runner', 2, 'coach-1', '', 1801220400000000, 1801306800000000, NULL);
INSERT INTO public.logins VALUES ('1212121212121212121212121212121212121212121212121212121212121212', 1, '3434343434343434343434343434343434343434343434343434343434343434', 'Firefox on Linux', 1801220400000000, 1801220400000000, 1801306800000000);
INSERT INTO public.matches VALUES (1, 1, '2f9c1adac2ec46a016b28bd03c547f465ed3680e003fc4afb26b1ea30fdf6ff9', 1801220400000000, 1, '{"adds":false,"by":"runner","said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","sha256":"abababababababababababababababababababababababababababababababab"}', 3236272678);
INSERT INTO public.matches VALUES (2, 1, '129733713606942fddc06d874b1ccaa9d3e1d3e2bf3e61961fe4c71326c8bf43', 1801224000000000, 1, '{"adds":false,"by":"runner","said_at":"2027-01-29T13:00:00+01:00","session":"strides-1","sha256":""}', 2309694718);
INSERT INTO public.matches VALUES (3, 2, '2f9c1adac2ec46a016b28bd03c547f465ed3680e003fc4afb26b1ea30fdf6ff9', 1801220400000000, 1, '{"adds":false,"by":"runner","said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","sha256":"abababababababababababababababababababababababababababababababab"}', 3236272678);
INSERT INTO public.matches VALUES (4, 2, '129733713606942fddc06d874b1ccaa9d3e1d3e2bf3e61961fe4c71326c8bf43', 1801224000000000, 1, '{"adds":false,"by":"runner","said_at":"2027-01-29T13:00:00+01:00","session":"strides-1","sha256":""}', 2309694718);
INSERT INTO public.moves VALUES (1, 1, 'm1', 1801220400000000, 1, '{"exercise":"strides","id":"m1","said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","to":"2027-01-29"}', 877997578);
INSERT INTO public.moves VALUES (2, 2, 'm1', 1801220400000000, 1, '{"exercise":"strides","id":"m1","said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","to":"2027-01-29"}', 877997578);
INSERT INTO public.originals VALUES (1, 1, '215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","name":"spring.ics","sha256":"215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb","size_bytes":32}', 2626159344);
INSERT INTO public.originals VALUES (2, 1, 'fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","name":"tuesday.fit","sha256":"fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108","size_bytes":64}', 4109138479);
INSERT INTO public.originals VALUES (3, 2, '215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","name":"spring.ics","sha256":"215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb","size_bytes":32}', 2626159344);
INSERT INTO public.originals VALUES (4, 2, 'fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","name":"tuesday.fit","sha256":"fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108","size_bytes":64}', 4109138479);
INSERT INTO public.pieces VALUES ('8186f81c23e645cbb911abc58ccabe52', 0, '\x504b0304');
INSERT INTO public.plans VALUES (1, 1, 1, 1801220400000000, 1, 1933226387, '\x789ca5544b8fda400cfe2bd19c5a354449d4c782d4c31e7a6b4fe54651e4640c19319989e6c143abfdefb507022cab9e2a10c463cfe7cf9fedbc88d6da9d178bd54a0cca6011eca0452e567844d7298f850f4e49f4eb3f46acd7b9e840a391e09a1142cff7841f9d32db42755edcf993ab93fff749803d982d321c19124efcf4224007740682dae33993b33ee59710502c445dd6df666535abe7548cc4018ca453047f625bf900a6c366100b13b5a693e808cb9ac64f27ca34532962115cc45cd88339b3704077df83f8e83875a791eee422a8a0d9fe4149b3a76c37d0d9a13fd1897865a248f252ca4b651a4ee890486e407b4a3680c406c29b529655bd284bfa7e2a2bfa253c634333d83ddf6310138716896f958b5103b125a1e45e75787683f77118c32d69a7c1f7176595d76a37016d94f3e151c62d8c4c9eb9de39eb5955d19925dc01f4a49527a959ce00ee1d8e473f15fe225aec207a4ccf5b474553f43305b998c4bb4c1f4d218e7cd546c7d588658f19412b123bfbf0331a498176f8c8b2e391332e0f5476c6bd3045d2bb45afe4633f3a6b027481a894ff181dcbdc2ed49ab123e8af459984e7d8362a2d6791a9391c09e63397c778d4828375bbdb74248b1c755994af398fe25db771b3b149a80d4b4bf665fb6e0ad0a1923773c69ad3c2c6c0f35fd5dc0034dcfb0ba27592ad9289f9d0a42032928e8b9a05f156ef911d65517f610f8448569a1c43dc6e13fc0b683b7a6bf2ec37290da7ac7aca9e69eb75c65a51603474a99b86279aa0f4b56cc4ddb9d36fb4de5d75d1b8478a16da1e78b4d4b60f774b70e4a16ace6b5f5d65a7c0b187244fcb7f89fde3a0bdae49e6d1d98d4a45ac5ca4b21cbdc75aeb4cf63dabe6f3925e6ad798f446a3c073dcf422e45d9fa8064b441e92fc05be38aec1');
INSERT INTO public.plans VALUES (2, 1, 2, 1801220400000000, 1, 1660638282, '\x789ced564b6f1a3110fe2b964fad0a68779b3409520f39f4d69e9a1b41ab613d8085d75ef9014151fe7b67bcbc4252a952d5f4121181c7331e7ff3cd237e9433e756418e2713d96a8ba3e85a230772820fe81b1d7014a2d70ac3f4decae974201b306815f8ba83b8e47332745edbc54837419ee8b3aa517ff7c90e976017c8ee1ee50c1b4801f37ae141d14ade125a9f0c2f7750093276b41b5cf20defdf2d51808fba31283e7c4f5691a16b3f9249c487c8061bdda02035d8917ca24bf7d11f9d92f14a5b451badf34892751b397e4348330c3a7bff06612baec5aa25e3c6d9084d24768a815410595f15d5d5b02887d50d1928c7d876d0eaae21d75f4605a3cfb6b3a48d1a2686e6b12337178411d95f39901be757752bc73619b393485115a3e289188280c4c61c4c4092e673e719f61c4294bfe14faba3382c69830a2e454e6d590da4ebd0a23f78745eb15430b010eb6c4442e6715c11800d8477feff1bffcc88826ddf9660227a0b51afb16f7bef421e06af32822de43ea208b62ceb10c136788c54254fbe9ce54bfb1d6debfd5c91e3e813e3db58ba8aeef040675f3a09c9f3d59c40cf59d5d19c276fb3dcd24e4eae42628bae3c1b33ffb2a4a8788cb6bad1600fa4bfc6d7aba99cf74537c9f15911d973c6e2298921888ad9d796200253cd2ae0602fc47d2a0a7525aa42848138393d1697a73a794835c17775bffe3c90c9466df61cafd1cfc869e7dd828a84cf6c5c32aaee47f69e5b035bf427b5da7227407c16e75d598d8b82fe3e15257de7f11aebd6adf9dc5b0efe3fcc009bdad4ceb84588a1ce7012a911d49a1391eb1242486d177745c5ffc80c8465bfa472357a95632369ae7d88e7972ea0eb1367e044590d4b6e5c477e5b30fb5e08d44adc2e11fc0b3f8112f3b2b0df87e55b0ecb297369d6c88a62545db206620adc3b543996b01d27d40fa0e9b77476207e12d3b015e5b5b8a5279611cc95e416a443cdbe789e35e40671d567fa19d7ab032f06d748d6d2d0e38524bd58c693be7ce0a2aafbb15e1e6827c36e09999e19ff64f4e785f634259a6910cc750e62e21385e5e9d13873de8aafa2bcb929e80579b0c9cf4732ecedf6af4e9ee57ba8d1a93cb24e2ff905cedd68b9');
INSERT INTO public.plans VALUES (3, 2, 1, 1801220400000000, 1, 1933226387, '\x789ca5544b8fda400cfe2bd19c5a354449d4c782d4c31e7a6b4fe54651e4640c19319989e6c143abfdefb507022cab9e2a10c463cfe7cf9fedbc88d6da9d178bd54a0cca6011eca0452e567844d7298f850f4e49f4eb3f46acd7b9e840a391e09a1142cff7841f9d32db42755edcf993ab93fff749803d982d321c19124efcf4224007740682dae33993b33ee59710502c445dd6df666535abe7548cc4018ca453047f625bf900a6c366100b13b5a693e808cb9ac64f27ca34532962115cc45cd88339b3704077df83f8e83875a791eee422a8a0d9fe4149b3a76c37d0d9a13fd1897865a248f252ca4b651a4ee890486e407b4a3680c406c29b529655bd284bfa7e2a2bfa253c634333d83ddf6310138716896f958b5103b125a1e45e75787683f77118c32d69a7c1f7176595d76a37016d94f3e151c62d8c4c9eb9de39eb5955d19925dc01f4a49527a959ce00ee1d8e473f15fe225aec207a4ccf5b474553f43305b998c4bb4c1f4d218e7cd546c7d588658f19412b123bfbf0331a498176f8c8b2e391332e0f5476c6bd3045d2bb45afe4633f3a6b027481a894ff181dcbdc2ed49ab123e8af459984e7d8362a2d6791a9391c09e63397c778d4828375bbdb74248b1c755994af398fe25db771b3b149a80d4b4bf665fb6e0ad0a1923773c69ad3c2c6c0f35fd5dc0034dcfb0ba27592ad9289f9d0a42032928e8b9a05f156ef911d65517f610f8448569a1c43dc6e13fc0b683b7a6bf2ec37290da7ac7aca9e69eb75c65a51603474a99b86279aa0f4b56cc4ddb9d36fb4de5d75d1b8478a16da1e78b4d4b60f774b70e4a16ace6b5f5d65a7c0b187244fcb7f89fde3a0bdae49e6d1d98d4a45ac5ca4b21cbdc75aeb4cf63dabe6f3925e6ad798f446a3c073dcf422e45d9fa8064b441e92fc05be38aec1');
INSERT INTO public.plans VALUES (4, 2, 2, 1801220400000000, 1, 1660638282, '\x789ced564b6f1a3110fe2b964fad0a68779b3409520f39f4d69e9a1b41ab613d8085d75ef9014151fe7b67bcbc4252a952d5f4121181c7331e7ff3cd237e9433e756418e2713d96a8ba3e85a230772820fe81b1d7014a2d70ac3f4decae974201b306815f8ba83b8e47332745edbc54837419ee8b3aa517ff7c90e976017c8ee1ee50c1b4801f37ae141d14ade125a9f0c2f7750093276b41b5cf20defdf2d51808fba31283e7c4f5691a16b3f9249c487c8061bdda02035d8917ca24bf7d11f9d92f14a5b451badf34892751b397e4348330c3a7bff06612baec5aa25e3c6d9084d24768a815410595f15d5d5b02887d50d1928c7d876d0eaae21d75f4605a3cfb6b3a48d1a2686e6b12337178411d95f39901be757752bc73619b393485115a3e289188280c4c61c4c4092e673e719f61c4294bfe14faba3382c69830a2e454e6d590da4ebd0a23f78745eb15430b010eb6c4442e6715c11800d8477feff1bffcc88826ddf9660227a0b51afb16f7bef421e06af32822de43ea208b62ceb10c136788c54254fbe9ce54bfb1d6debfd5c91e3e813e3db58ba8aeef040675f3a09c9f3d59c40cf59d5d19c276fb3dcd24e4eae42628bae3c1b33ffb2a4a8788cb6bad1600fa4bfc6d7aba99cf74537c9f15911d973c6e2298921888ad9d796200253cd2ae0602fc47d2a0a7525aa42848138393d1697a73a794835c17775bffe3c90c9466df61cafd1cfc869e7dd828a84cf6c5c32aaee47f69e5b035bf427b5da7227407c16e75d598d8b82fe3e15257de7f11aebd6adf9dc5b0efe3fcc009bdad4ceb84588a1ce7012a911d49a1391eb1242486d177745c5ffc80c8465bfa472357a95632369ae7d88e7972ea0eb1367e044590d4b6e5c477e5b30fb5e08d44adc2e11fc0b3f8112f3b2b0df87e55b0ecb297369d6c88a62545db206620adc3b543996b01d27d40fa0e9b77476207e12d3b015e5b5b8a5279611cc95e416a443cdbe789e35e40671d567fa19d7ab032f06d748d6d2d0e38524bd58c693be7ce0a2aafbb15e1e6827c36e09999e19ff64f4e785f634259a6910cc750e62e21385e5e9d13873de8aafa2bcb929e80579b0c9cf4732ecedf6af4e9ee57ba8d1a93cb24e2ff905cedd68b9');
INSERT INTO public.reports VALUES (1, 1, 'r1', 1801220400000000, 1, '{"cleared":["bone_pain"],"completion":"partly","contacts_30m":null,"date":"2027-01-29","exercise":"","form":"slipping","hard":8,"id":"r1","ill":false,"injured":false,"note":"windig, 4 \u00b0C \u2014 \u00abgut\u00bb","pain":[{"kind":"bone","level":2,"place":"left shin","worse_next_morning":true}],"recovery_low":true,"reps":3,"said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","sets":1,"sleep_h":6.5,"soreness":4,"soreness_48h":1,"stopped_by":"stop.fade"}', 3803351610);
INSERT INTO public.reports VALUES (2, 1, 'r2', 1801224000000000, 1, '{"cleared":["bone_pain"],"completion":"partly","contacts_30m":null,"date":"2027-01-29","exercise":"","form":"slipping","hard":8,"id":"r2","ill":false,"injured":false,"note":"Mia","pain":[{"kind":"bone","level":2,"place":"left shin","worse_next_morning":true}],"recovery_low":true,"reps":3,"said_at":"2027-01-29T13:00:00+01:00","session":"strides-1","sets":1,"sleep_h":6.5,"soreness":4,"soreness_48h":1,"stopped_by":"stop.fade"}', 847395302);
INSERT INTO public.reports VALUES (3, 2, 'r1', 1801220400000000, 1, '{"cleared":["bone_pain"],"completion":"partly","contacts_30m":null,"date":"2027-01-29","exercise":"","form":"slipping","hard":8,"id":"r1","ill":false,"injured":false,"note":"windig, 4 \u00b0C \u2014 \u00abgut\u00bb","pain":[{"kind":"bone","level":2,"place":"left shin","worse_next_morning":true}],"recovery_low":true,"reps":3,"said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","sets":1,"sleep_h":6.5,"soreness":4,"soreness_48h":1,"stopped_by":"stop.fade"}', 3803351610);
INSERT INTO public.reports VALUES (4, 2, 'r2', 1801224000000000, 1, '{"cleared":["bone_pain"],"completion":"partly","contacts_30m":null,"date":"2027-01-29","exercise":"","form":"slipping","hard":8,"id":"r2","ill":false,"injured":false,"note":"Zo\u00eb","pain":[{"kind":"bone","level":2,"place":"left shin","worse_next_morning":true}],"recovery_low":true,"reps":3,"said_at":"2027-01-29T13:00:00+01:00","session":"strides-1","sets":1,"sleep_h":6.5,"soreness":4,"soreness_48h":1,"stopped_by":"stop.fade"}', 539378786);
INSERT INTO public.runners VALUES (1, 'Mia');
INSERT INTO public.runners VALUES (2, 'Zoë');
INSERT INTO public.service_keys VALUES (1, 1, 'intervals.icu', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","sealed":"gAAAAAB-key","service":"intervals.icu"}', 3912862957);
SELECT pg_catalog.setval('public.accounts_seq_seq', 2, true);
SELECT pg_catalog.setval('public.corrections_seq_seq', 2, true);
SELECT pg_catalog.setval('public.evidence_seq_seq', 4, true);
SELECT pg_catalog.setval('public.feeds_seq_seq', 1, true);
SELECT pg_catalog.setval('public.grants_seq_seq', 2, true);
SELECT pg_catalog.setval('public.imports_seq_seq', 2, true);
SELECT pg_catalog.setval('public.jobs_seq_seq', 1, true);
SELECT pg_catalog.setval('public.links_seq_seq', 1, true);
SELECT pg_catalog.setval('public.matches_seq_seq', 4, true);
SELECT pg_catalog.setval('public.moves_seq_seq', 2, true);
SELECT pg_catalog.setval('public.originals_seq_seq', 4, true);
SELECT pg_catalog.setval('public.plans_seq_seq', 4, true);
SELECT pg_catalog.setval('public.reports_seq_seq', 4, true);
SELECT pg_catalog.setval('public.runners_id_seq', 2, true);
SELECT pg_catalog.setval('public.service_keys_seq_seq', 1, true);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.contents
    ADD CONSTRAINT contents_pkey PRIMARY KEY (sha256);
ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT corrections_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.erasing
    ADD CONSTRAINT erasing_pkey PRIMARY KEY (file);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.feeds
    ADD CONSTRAINT feeds_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.forgotten
    ADD CONSTRAINT forgotten_pkey PRIMARY KEY (runner_id);
ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT links_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.logins
    ADD CONSTRAINT logins_pkey PRIMARY KEY (token_sha256);
ALTER TABLE ONLY public.matches
    ADD CONSTRAINT matches_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.moves
    ADD CONSTRAINT moves_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.originals
    ADD CONSTRAINT originals_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.pieces
    ADD CONSTRAINT pieces_pkey PRIMARY KEY (spool, at_byte);
ALTER TABLE ONLY public.plans
    ADD CONSTRAINT plans_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.reports
    ADD CONSTRAINT reports_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.runners
    ADD CONSTRAINT runners_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.service_keys
    ADD CONSTRAINT service_keys_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT uq_accounts UNIQUE (key);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT uq_accounts_folded UNIQUE (folded);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT uq_accounts_runner UNIQUE (runner_id);
ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT uq_corrections UNIQUE (runner_id, key);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT uq_evidence UNIQUE (runner_id, key);
ALTER TABLE ONLY public.feeds
    ADD CONSTRAINT uq_feeds UNIQUE (runner_id, key);
ALTER TABLE ONLY public.grants
    ADD CONSTRAINT uq_grants UNIQUE (runner_id, key);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT uq_imports UNIQUE (runner_id, at_us);
ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT uq_jobs UNIQUE (runner_id, key);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT uq_links UNIQUE (token_sha256);
ALTER TABLE ONLY public.matches
    ADD CONSTRAINT uq_matches UNIQUE (runner_id, key);
ALTER TABLE ONLY public.moves
    ADD CONSTRAINT uq_moves UNIQUE (runner_id, key);
ALTER TABLE ONLY public.originals
    ADD CONSTRAINT uq_originals UNIQUE (runner_id, key);
ALTER TABLE ONLY public.plans
    ADD CONSTRAINT uq_plans UNIQUE (runner_id, number);
ALTER TABLE ONLY public.reports
    ADD CONSTRAINT uq_reports UNIQUE (runner_id, key);
ALTER TABLE ONLY public.runners
    ADD CONSTRAINT uq_runners UNIQUE (name);
ALTER TABLE ONLY public.service_keys
    ADD CONSTRAINT uq_service_keys UNIQUE (runner_id, key);
CREATE INDEX ix_attempts_until_us ON public.attempts USING btree (until_us);
CREATE INDEX ix_jobs_state ON public.jobs USING btree (state);
CREATE INDEX ix_logins_account_seq ON public.logins USING btree (account_seq);
CREATE TRIGGER contents_kept BEFORE UPDATE OR TRUNCATE ON public.contents FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER contents_kept_delete BEFORE DELETE ON public.contents FOR EACH ROW EXECUTE FUNCTION public.fullstride_kept_contents();
CREATE TRIGGER corrections_kept BEFORE UPDATE OR TRUNCATE ON public.corrections FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER corrections_kept_delete BEFORE DELETE ON public.corrections FOR EACH ROW EXECUTE FUNCTION public.fullstride_kept_row('runner_id');
CREATE TRIGGER evidence_kept BEFORE UPDATE OR TRUNCATE ON public.evidence FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER evidence_kept_delete BEFORE DELETE ON public.evidence FOR EACH ROW EXECUTE FUNCTION public.fullstride_kept_row('runner_id');
CREATE TRIGGER forgotten_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.forgotten FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER grants_kept BEFORE UPDATE OR TRUNCATE ON public.grants FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER grants_kept_delete BEFORE DELETE ON public.grants FOR EACH ROW EXECUTE FUNCTION public.fullstride_kept_row('runner_id');
CREATE TRIGGER imports_kept BEFORE UPDATE OR TRUNCATE ON public.imports FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER imports_kept_delete BEFORE DELETE ON public.imports FOR EACH ROW EXECUTE FUNCTION public.fullstride_kept_row('runner_id');
CREATE TRIGGER matches_kept BEFORE UPDATE OR TRUNCATE ON public.matches FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER matches_kept_delete BEFORE DELETE ON public.matches FOR EACH ROW EXECUTE FUNCTION public.fullstride_kept_row('runner_id');
CREATE TRIGGER moves_kept BEFORE UPDATE OR TRUNCATE ON public.moves FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER moves_kept_delete BEFORE DELETE ON public.moves FOR EACH ROW EXECUTE FUNCTION public.fullstride_kept_row('runner_id');
CREATE TRIGGER originals_kept BEFORE UPDATE OR TRUNCATE ON public.originals FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER originals_kept_delete BEFORE DELETE ON public.originals FOR EACH ROW EXECUTE FUNCTION public.fullstride_kept_row('runner_id');
CREATE TRIGGER plans_kept BEFORE UPDATE OR TRUNCATE ON public.plans FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER plans_kept_delete BEFORE DELETE ON public.plans FOR EACH ROW EXECUTE FUNCTION public.fullstride_kept_row('runner_id');
CREATE TRIGGER reports_kept BEFORE UPDATE OR TRUNCATE ON public.reports FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER reports_kept_delete BEFORE DELETE ON public.reports FOR EACH ROW EXECUTE FUNCTION public.fullstride_kept_row('runner_id');
CREATE TRIGGER runners_kept BEFORE UPDATE OR TRUNCATE ON public.runners FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER runners_kept_delete BEFORE DELETE ON public.runners FOR EACH ROW EXECUTE FUNCTION public.fullstride_kept_row('id');
ALTER TABLE ONLY public.logins
    ADD CONSTRAINT fk_account FOREIGN KEY (account_seq) REFERENCES public.accounts(seq);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.feeds
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.grants
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.links
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.matches
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.moves
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.originals
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.plans
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.reports
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.service_keys
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
