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
    used_us bigint,
    for_whom text DEFAULT ''::text NOT NULL
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
INSERT INTO public.alembic_version VALUES ('0004');
INSERT INTO public.attempts VALUES ('account Mia', 1, 1801224000000000);
INSERT INTO public.contents VALUES ('215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb', true, '\x789c737275f7f4b30a7376f471f573710ce2e50252c85c008a8007ff');
INSERT INTO public.contents VALUES ('fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108', false, '\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f');
INSERT INTO public.corrections VALUES (1, 1, 'c1', 1801220400000000, 1, '{"algorithm":"measure","effort":1,"end_s":1719.0,"id":"c1","kind":"strides","removed":false,"said_at":"2027-01-29T12:00:00+01:00","said_by":"a1","sha256":"abababababababababababababababababababababababababababababababab","start_s":1701.5,"told":null,"was_end_s":1720.0,"was_start_s":1700.0}', 3265764034);
INSERT INTO public.corrections VALUES (2, 1, 'c2', 1801224000000000, 1, '{"algorithm":"measure","effort":1,"end_s":1719.0,"id":"c2","kind":"strides","removed":true,"said_at":"2027-01-29T13:00:00+01:00","said_by":"a1","sha256":"abababababababababababababababababababababababababababababababab","start_s":1701.5,"told":null,"was_end_s":1720.0,"was_start_s":1700.0}', 4242663796);
INSERT INTO public.evidence VALUES (1, 1, '8620497e590bd2d44c1d070f33987185bb05c3ca9e9426255d2be563eb237b0d', 'abababababababababababababababababababababababababababababababab', 'measure', 1801220400000000, 1, '{"evidence":{"cut":"","device":"","distance_m":8012.5,"duration_s":2472.0,"easy_mps":null,"efforts":[{"best_3s_mps":{"error":0.3,"value":6.9},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":128.34},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1520.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.417000000000001},"rest_before_s":null,"series":1,"share_of_top":{"error":0.06,"value":0.9452054794520549},"start_s":1500.0,"to_top_s":null},{"best_3s_mps":{"error":0.3,"value":7.0},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":130.20000000000002},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1720.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.510000000000001},"rest_before_s":{"error":3.0,"value":180.0},"series":1,"share_of_top":{"error":0.06,"value":0.9589041095890412},"start_s":1700.0,"to_top_s":null}],"file":"tuesday.fit","kind":"run","markers":null,"motion":null,"quality":{"grade":"good","interval_s":1.0,"noise_mps":0.2,"source":"device","why":[]},"refused":[],"spread":null,"start":"2027-01-29T12:00:00+01:00","title":"","top_mps":null,"verdicts":[]},"made":{"algorithm":"measure","settings":"{\"plan\":null}","sha256":"abababababababababababababababababababababababababababababababab","version":"1"}}', 639201242);
INSERT INTO public.evidence VALUES (2, 1, 'a51c5e087e675f33ca5481194bbdfc416b6712f08c04e6342c6cd823b0f095a5', 'abababababababababababababababababababababababababababababababab', 'measure', 1801224000000000, 1, '{"evidence":{"cut":"","device":"","distance_m":8012.5,"duration_s":2472.0,"easy_mps":null,"efforts":[{"best_3s_mps":{"error":0.3,"value":6.9},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":128.34},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1520.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.417000000000001},"rest_before_s":null,"series":1,"share_of_top":{"error":0.06,"value":0.9452054794520549},"start_s":1500.0,"to_top_s":null},{"best_3s_mps":{"error":0.3,"value":7.0},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":130.20000000000002},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1720.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.510000000000001},"rest_before_s":{"error":3.0,"value":180.0},"series":1,"share_of_top":{"error":0.06,"value":0.9589041095890412},"start_s":1700.0,"to_top_s":null}],"file":"tuesday.fit","kind":"run","markers":null,"motion":null,"quality":{"grade":"good","interval_s":1.0,"noise_mps":0.2,"source":"device","why":[]},"refused":[],"spread":null,"start":"2027-01-29T12:00:00+01:00","title":"Mia","top_mps":null,"verdicts":[]},"made":{"algorithm":"measure","settings":"{\"plan\":null}","sha256":"abababababababababababababababababababababababababababababababab","version":"2"}}', 2451325136);
INSERT INTO public.evidence VALUES (3, 2, '8620497e590bd2d44c1d070f33987185bb05c3ca9e9426255d2be563eb237b0d', 'abababababababababababababababababababababababababababababababab', 'measure', 1801220400000000, 1, '{"evidence":{"cut":"","device":"","distance_m":8012.5,"duration_s":2472.0,"easy_mps":null,"efforts":[{"best_3s_mps":{"error":0.3,"value":6.9},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":128.34},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1520.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.417000000000001},"rest_before_s":null,"series":1,"share_of_top":{"error":0.06,"value":0.9452054794520549},"start_s":1500.0,"to_top_s":null},{"best_3s_mps":{"error":0.3,"value":7.0},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":130.20000000000002},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1720.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.510000000000001},"rest_before_s":{"error":3.0,"value":180.0},"series":1,"share_of_top":{"error":0.06,"value":0.9589041095890412},"start_s":1700.0,"to_top_s":null}],"file":"tuesday.fit","kind":"run","markers":null,"motion":null,"quality":{"grade":"good","interval_s":1.0,"noise_mps":0.2,"source":"device","why":[]},"refused":[],"spread":null,"start":"2027-01-29T12:00:00+01:00","title":"","top_mps":null,"verdicts":[]},"made":{"algorithm":"measure","settings":"{\"plan\":null}","sha256":"abababababababababababababababababababababababababababababababab","version":"1"}}', 639201242);
INSERT INTO public.evidence VALUES (4, 2, 'a51c5e087e675f33ca5481194bbdfc416b6712f08c04e6342c6cd823b0f095a5', 'abababababababababababababababababababababababababababababababab', 'measure', 1801224000000000, 1, '{"evidence":{"cut":"","device":"","distance_m":8012.5,"duration_s":2472.0,"easy_mps":null,"efforts":[{"best_3s_mps":{"error":0.3,"value":6.9},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":128.34},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1520.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.417000000000001},"rest_before_s":null,"series":1,"share_of_top":{"error":0.06,"value":0.9452054794520549},"start_s":1500.0,"to_top_s":null},{"best_3s_mps":{"error":0.3,"value":7.0},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":130.20000000000002},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1720.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.510000000000001},"rest_before_s":{"error":3.0,"value":180.0},"series":1,"share_of_top":{"error":0.06,"value":0.9589041095890412},"start_s":1700.0,"to_top_s":null}],"file":"tuesday.fit","kind":"run","markers":null,"motion":null,"quality":{"grade":"good","interval_s":1.0,"noise_mps":0.2,"source":"device","why":[]},"refused":[],"spread":null,"start":"2027-01-29T12:00:00+01:00","title":"Zo\u00eb","top_mps":null,"verdicts":[]},"made":{"algorithm":"measure","settings":"{\"plan\":null}","sha256":"abababababababababababababababababababababababababababababababab","version":"2"}}', 1215494004);
INSERT INTO public.feeds VALUES (1, 1, 'f1', 1801220400000000, 1, '{"added_at":"2027-01-29T12:00:00+01:00","aside_at":null,"aside_by":"","error":"","id":"f1","name":"Club","race":null,"read_at":"2027-01-29T13:00:00+01:00","sealed":"gAAAAAB-club","sha256":"efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef"}', 2414195634);
INSERT INTO public.grants VALUES (1, 1, 'd2f1d5fed8de211bc439340ee0ec88a6d144c833979b2cdcb406c5aed9654929', 1801220400000000, 1, '{"changes":true,"coach":"coach-1","said_at":"2027-01-29T12:00:00+01:00","said_by":"a1","sees":"everything"}', 1473859266);
INSERT INTO public.grants VALUES (2, 1, 'af372084e4e26490f68654c86eac8aa68946d742f9ef20618d39faf273ebd301', 1801224000000000, 1, '{"changes":false,"coach":"coach-1","said_at":"2027-01-29T13:00:00+01:00","said_by":"a1","sees":"plan and status"}', 3326671919);
INSERT INTO public.imports VALUES (1, 1, 1801220400000000);
INSERT INTO public.imports VALUES (2, 2, 1801220400000000);
INSERT INTO public.jobs VALUES (1, 1, 'up1', '973435eed9a94a4aa32a6d960f75f67f', 'archive.zip', 10, 4, 'receiving', 1801220400000000, 1801220400000000, '', NULL, 0, '{"done":0,"found":0,"known":0,"new":0,"others":0,"unreadable":0}', '', '');
INSERT INTO public.links VALUES (1, '5656565656565656565656565656565656565656565656565656565656565656', 'invitation', 'runner', 2, 'coach-1', '', 1801220400000000, 1801306800000000, NULL, 'Zoë of the Tuesday group');
INSERT INTO public.logins VALUES ('1212121212121212121212121212121212121212121212121212121212121212', 1, '3434343434343434343434343434343434343434343434343434343434343434', 'Firefox on Linux', 1801220400000000, 1801220400000000, 1801306800000000);
INSERT INTO public.matches VALUES (1, 1, '2f9c1adac2ec46a016b28bd03c547f465ed3680e003fc4afb26b1ea30fdf6ff9', 1801220400000000, 1, '{"adds":false,"by":"runner","said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","sha256":"abababababababababababababababababababababababababababababababab"}', 3236272678);
INSERT INTO public.matches VALUES (2, 1, '129733713606942fddc06d874b1ccaa9d3e1d3e2bf3e61961fe4c71326c8bf43', 1801224000000000, 1, '{"adds":false,"by":"runner","said_at":"2027-01-29T13:00:00+01:00","session":"strides-1","sha256":""}', 2309694718);
INSERT INTO public.matches VALUES (3, 2, '2f9c1adac2ec46a016b28bd03c547f465ed3680e003fc4afb26b1ea30fdf6ff9', 1801220400000000, 1, '{"adds":false,"by":"runner","said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","sha256":"abababababababababababababababababababababababababababababababab"}', 3236272678);
INSERT INTO public.matches VALUES (4, 2, '129733713606942fddc06d874b1ccaa9d3e1d3e2bf3e61961fe4c71326c8bf43', 1801224000000000, 1, '{"adds":false,"by":"runner","said_at":"2027-01-29T13:00:00+01:00","session":"strides-1","sha256":""}', 2309694718);
INSERT INTO public.moves VALUES (1, 1, 'm1', 1801220400000000, 1, '{"exercise":"strides","id":"m1","number":0,"on":null,"said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","to":"2027-01-29","undoes":""}', 1376442761);
INSERT INTO public.moves VALUES (2, 2, 'm1', 1801220400000000, 1, '{"exercise":"strides","id":"m1","number":0,"on":null,"said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","to":"2027-01-29","undoes":""}', 1376442761);
INSERT INTO public.originals VALUES (1, 1, '215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","name":"spring.ics","sha256":"215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb","size_bytes":32}', 2626159344);
INSERT INTO public.originals VALUES (2, 1, 'fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","name":"tuesday.fit","sha256":"fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108","size_bytes":64}', 4109138479);
INSERT INTO public.originals VALUES (3, 2, '215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","name":"spring.ics","sha256":"215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb","size_bytes":32}', 2626159344);
INSERT INTO public.originals VALUES (4, 2, 'fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","name":"tuesday.fit","sha256":"fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108","size_bytes":64}', 4109138479);
INSERT INTO public.pieces VALUES ('973435eed9a94a4aa32a6d960f75f67f', 0, '\x504b0304');
INSERT INTO public.plans VALUES (1, 1, 1, 1801220400000000, 1, 663160069, '\x789ca5544b6fdb300cfe2b864e1be618b6b1471360871e76db4eeb2d0b0cda6262c1b264e8913428fadf472a7192a6d8694891860f7dfcf891d28b68ad1dbc58add76254068b60472d72b1c667749df258f8e09444bff963c466938b0e341a09ae9920f47c4ef8c929b32b54e7c54d3c853af97f9f04d883d921c39121e1c8bf5e04e880ce40507b3c5572d6a7fa12028a95a8cbfadba2ac16f5929a91388291e445f047b6950f603a6c46b132516bf2444758d6347ef628d3ccad8855701173610fe6c4c2019d7d0fe2a3e3d29d463a938ba08266fb0715cd1eb26124dfa13f9247bc32512479a9e4b9330d4a362d74c36c1ed12171de82f6547b04890d84379d3d55f5aa2ce9ef5359d137c11b1b9ad1eef91c839838b648f4ab5c4c1a883ce926f7aac35318bc8fe314ae1c3a0dbe3f0badbc56c30cb455ce877b557730712fccf526582faa8a7c967047d0b3749e94677503b877381efdacc38b68b183e831fdde396a9ab21f29c9c5a4e57919692971e2a3363aee463cf59811b422edb30f3fa3919468c78f3c057ce68a4f076a3be3d19822c9dfa257f27e3c9d3501ba4054ca7f6c92656e676acdd411f4d7a24cc2736e1b95968bc8d41c4e04f399db633c1ac1c1bae1ba2cc9a2405d16e56bce9b79336ddc6e6d126acbd2927dbe8c5705c8a9e4d55cb0e6747f63e0eb50d53c00343cfb33a27592ad9289f9d0a42432928eab9a05f156ef910365517fe108844856da1c43dcae0bfd0be8b2f4d6e4d96f521a8e59f5903dd223a033d68a12a3a143ddbc3cd104a52f6d230ea749bfd17ab8e8a2718f942db43df06aa95d1f6e2ec1332f55737a05aa8bec9438f590e469f95f627fbf68af1b92797276ab52136b17a92d47cf5a6b9dc9be67d57259d21b77c9490f1c259ef2e67791affe4c3558227257e42f1941b3ad');
INSERT INTO public.plans VALUES (2, 1, 2, 1801220400000000, 1, 2124966548, '\x789ced564b6fdb300cfe2b824e1b9604b6d7ae6d801d7ad86d3badb73430688b4984c892a147d2a0e87f1f29378f3e060c18d65d8a14a92852d4c78f8fe85e36cead839cce66b2d31627d175468ee40cefd0b73ae02444af1586f9ad95f3f948b660d02af0750f71c5e764e8bdb6cb896e833cd16755abfeee931daec02e91ddddcb065b4801f37ae941d14a5e135a9f0c2f1fa11264ec6937b8e45bdebf59a1001f756b507cf89eac2243d77d24938877910db6ba45416ab013f94097eea33f3a25e3b5b68a363ae79124ebb672fa86901a0c3a7bff0661272ec5ba23e3d6d9086d24768a915410595f15d5c5b828c7d5151928c7d81ea1d57d4baebf4c0a469f6d9ba48d1a2786e6b12737678411d95f39925be7d77527a73619f32891a22a26c503310401898d059880242d16ce33ec0584287fc39f5647715cd206155c8a9cdab21a49d7a3457ff0e8bc62a9606021d6d98884cce3b422005b08effcff37fe991105bba12dc144f416a2dee0d0f6de853c0c5e65043bc87d4411ec58d621826df118a94a9e7c39cb970e3bdad6fbb922a7d127c6b7b57415dde181cebe741292e7ab39819eb3aaa3799ebced6a473b39b90a892dbaf2d998f9972545c563b4d5ad067b20fd35be5e4de56228ba598ecf8ac89e33164f490c4154ccbeb60411986a5601077b266e5351a80b5115228cc4c9e9a9383fd5c943aa09beab87f5e7914c366ab3e77883be21a7bd774b2a123eb375c9a87a18d97b6e0d685537d0ae877c19d8a13f29dd8e1b03e293b06fca6a5a14f4f7a928e93b4fdb58776ec3e7def277e00f13c2a636750d770c11d61bce29f585da705e72d81042eafaf85863fcbb6620ac862555afd1eb1c1b490bed437c7ee912fa218f064e94d5b8e43e76e4b703b36f8d409dc5dd13c1bff013284f2febfc7d76bee5ec9c33976683ac2826d5396b20a6c0ad44956309db7160fd001a862b6747e227310d3b515e8a6b7a7119c15c49ee483ad4ee8be7497f6e11d743a69f70bd3ef0627083642d0dbd6548d2cb553ce9cb3b2eaa7a98f2e5817632ec5790e969f85f46ffbcd01ee64433cd8585ce41cc7ca2b03cbd211be7adf82acaabab821e94079bfc9a24c3c16eff08e5d1be871a9dca13ecf4925f1ed76da5');
INSERT INTO public.plans VALUES (3, 2, 1, 1801220400000000, 1, 663160069, '\x789ca5544b6fdb300cfe2b864e1be618b6b1471360871e76db4eeb2d0b0cda6262c1b264e8913428fadf472a7192a6d8694891860f7dfcf891d28b68ad1dbc58add76254068b60472d72b1c667749df258f8e09444bff963c466938b0e341a09ae9920f47c4ef8c929b32b54e7c54d3c853af97f9f04d883d921c39121e1c8bf5e04e880ce40507b3c5572d6a7fa12028a95a8cbfadba2ac16f5929a91388291e445f047b6950f603a6c46b132516bf2444758d6347ef628d3ccad8855701173610fe6c4c2019d7d0fe2a3e3d29d463a938ba08266fb0715cd1eb26124dfa13f9247bc32512479a9e4b9330d4a362d74c36c1ed12171de82f6547b04890d84379d3d55f5aa2ce9ef5359d137c11b1b9ad1eef91c839838b648f4ab5c4c1a883ce926f7aac35318bc8fe314ae1c3a0dbe3f0badbc56c30cb455ce877b557730712fccf526582faa8a7c967047d0b3749e94677503b877381efdacc38b68b183e831fdde396a9ab21f29c9c5a4e57919692971e2a3363aee463cf59811b422edb30f3fa3919468c78f3c057ce68a4f076a3be3d19822c9dfa257f27e3c9d3501ba4054ca7f6c92656e676acdd411f4d7a24cc2736e1b95968bc8d41c4e04f399db633c1ac1c1bae1ba2cc9a2405d16e56bce9b79336ddc6e6d126acbd2927dbe8c5705c8a9e4d55cb0e6747f63e0eb50d53c00343cfb33a27592ad9289f9d0a42432928eab9a05f156ef910365517fe108844856da1c43dcae0bfd0be8b2f4d6e4d96f521a8e59f5903dd223a033d68a12a3a143ddbc3cd104a52f6d230ea749bfd17ab8e8a2718f942db43df06aa95d1f6e2ec1332f55737a05aa8bec9438f590e469f95f627fbf68af1b92797276ab52136b17a92d47cf5a6b9dc9be67d57259d21b77c9490f1c259ef2e67791affe4c3558227257e42f1941b3ad');
INSERT INTO public.plans VALUES (4, 2, 2, 1801220400000000, 1, 2124966548, '\x789ced564b6fdb300cfe2b824e1b9604b6d7ae6d801d7ad86d3badb73430688b4984c892a147d2a0e87f1f29378f3e060c18d65d8a14a92852d4c78f8fe85e36cead839cce66b2d31627d175468ee40cefd0b73ae02444af1586f9ad95f3f948b660d02af0750f71c5e764e8bdb6cb896e833cd16755abfeee931daec02e91ddddcb065b4801f37ae941d14a5e135a9f0c2f1fa11264ec6937b8e45bdebf59a1001f756b507cf89eac2243d77d24938877910db6ba45416ab013f94097eea33f3a25e3b5b68a363ae79124ebb672fa86901a0c3a7bff0661272ec5ba23e3d6d9086d24768a915410595f15d5c5b828c7d5151928c7d81ea1d57d4baebf4c0a469f6d9ba48d1a2786e6b12737678411d95f39925be7d77527a73619f32891a22a26c503310401898d059880242d16ce33ec0584287fc39f5647715cd206155c8a9cdab21a49d7a3457ff0e8bc62a9606021d6d98884cce3b422005b08effcff37fe991105bba12dc144f416a2dee0d0f6de853c0c5e65043bc87d4411ec58d621826df118a94a9e7c39cb970e3bdad6fbb922a7d127c6b7b57415dde181cebe741292e7ab39819eb3aaa3799ebced6a473b39b90a892dbaf2d998f9972545c563b4d5ad067b20fd35be5e4de56228ba598ecf8ac89e33164f490c4154ccbeb60411986a5601077b266e5351a80b5115228cc4c9e9a9383fd5c943aa09beab87f5e7914c366ab3e77883be21a7bd774b2a123eb375c9a87a18d97b6e0d685537d0ae877c19d8a13f29dd8e1b03e293b06fca6a5a14f4f7a928e93b4fdb58776ec3e7def277e00f13c2a636750d770c11d61bce29f585da705e72d81042eafaf85863fcbb6620ac862555afd1eb1c1b490bed437c7ee912fa218f064e94d5b8e43e76e4b703b36f8d409dc5dd13c1bff013284f2febfc7d76bee5ec9c33976683ac2826d5396b20a6c0ad44956309db7160fd001a862b6747e227310d3b515e8a6b7a7119c15c49ee483ad4ee8be7497f6e11d743a69f70bd3ef0627083642d0dbd6548d2cb553ce9cb3b2eaa7a98f2e5817632ec5790e969f85f46ffbcd01ee64433cd8585ce41cc7ca2b03cbd211be7adf82acaabab821e94079bfc9a24c3c16eff08e5d1be871a9dca13ecf4925f1ed76da5');
INSERT INTO public.reports VALUES (1, 1, 'r1', 1801220400000000, 1, '{"cleared":["bone_pain"],"completion":"partly","contacts_30m":null,"date":"2027-01-29","exercise":"","form":"slipping","hard":8,"id":"r1","ill":false,"injured":false,"note":"windig, 4 \u00b0C \u2014 \u00abgut\u00bb","pain":[{"kind":"bone","level":2,"place":"left shin","worse_next_morning":true}],"recovery_low":true,"reps":3,"said_at":"2027-01-29T12:00:00+01:00","said_by":"","session":"strides-1","sets":1,"sleep_h":6.5,"soreness":4,"soreness_48h":1,"stopped_by":"stop.fade"}', 2245725471);
INSERT INTO public.reports VALUES (2, 1, 'r2', 1801224000000000, 1, '{"cleared":["bone_pain"],"completion":"partly","contacts_30m":null,"date":"2027-01-29","exercise":"","form":"slipping","hard":8,"id":"r2","ill":false,"injured":false,"note":"Mia","pain":[{"kind":"bone","level":2,"place":"left shin","worse_next_morning":true}],"recovery_low":true,"reps":3,"said_at":"2027-01-29T13:00:00+01:00","said_by":"","session":"strides-1","sets":1,"sleep_h":6.5,"soreness":4,"soreness_48h":1,"stopped_by":"stop.fade"}', 3263883715);
INSERT INTO public.reports VALUES (3, 2, 'r1', 1801220400000000, 1, '{"cleared":["bone_pain"],"completion":"partly","contacts_30m":null,"date":"2027-01-29","exercise":"","form":"slipping","hard":8,"id":"r1","ill":false,"injured":false,"note":"windig, 4 \u00b0C \u2014 \u00abgut\u00bb","pain":[{"kind":"bone","level":2,"place":"left shin","worse_next_morning":true}],"recovery_low":true,"reps":3,"said_at":"2027-01-29T12:00:00+01:00","said_by":"","session":"strides-1","sets":1,"sleep_h":6.5,"soreness":4,"soreness_48h":1,"stopped_by":"stop.fade"}', 2245725471);
INSERT INTO public.reports VALUES (4, 2, 'r2', 1801224000000000, 1, '{"cleared":["bone_pain"],"completion":"partly","contacts_30m":null,"date":"2027-01-29","exercise":"","form":"slipping","hard":8,"id":"r2","ill":false,"injured":false,"note":"Zo\u00eb","pain":[{"kind":"bone","level":2,"place":"left shin","worse_next_morning":true}],"recovery_low":true,"reps":3,"said_at":"2027-01-29T13:00:00+01:00","said_by":"","session":"strides-1","sets":1,"sleep_h":6.5,"soreness":4,"soreness_48h":1,"stopped_by":"stop.fade"}', 2051259975);
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
