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
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.contents (
    sha256 text NOT NULL COLLATE pg_catalog."C",
    packed boolean NOT NULL,
    data bytea NOT NULL
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
CREATE TABLE public.plans (
    seq bigint NOT NULL,
    runner_id bigint NOT NULL,
    number integer NOT NULL,
    at_us bigint NOT NULL,
    body_version integer NOT NULL,
    body text NOT NULL,
    body_sum bigint NOT NULL
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
ALTER TABLE ONLY public.evidence ALTER COLUMN seq SET DEFAULT nextval('public.evidence_seq_seq'::regclass);
ALTER TABLE ONLY public.imports ALTER COLUMN seq SET DEFAULT nextval('public.imports_seq_seq'::regclass);
ALTER TABLE ONLY public.matches ALTER COLUMN seq SET DEFAULT nextval('public.matches_seq_seq'::regclass);
ALTER TABLE ONLY public.moves ALTER COLUMN seq SET DEFAULT nextval('public.moves_seq_seq'::regclass);
ALTER TABLE ONLY public.originals ALTER COLUMN seq SET DEFAULT nextval('public.originals_seq_seq'::regclass);
ALTER TABLE ONLY public.plans ALTER COLUMN seq SET DEFAULT nextval('public.plans_seq_seq'::regclass);
ALTER TABLE ONLY public.reports ALTER COLUMN seq SET DEFAULT nextval('public.reports_seq_seq'::regclass);
ALTER TABLE ONLY public.runners ALTER COLUMN id SET DEFAULT nextval('public.runners_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.contents VALUES ('215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb', true, '\x789c737275f7f4b30a7376f471f573710ce2e50252c85c008a8007ff');
INSERT INTO public.contents VALUES ('fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108', false, '\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f');
INSERT INTO public.evidence VALUES (1, 1, '8620497e590bd2d44c1d070f33987185bb05c3ca9e9426255d2be563eb237b0d', 'abababababababababababababababababababababababababababababababab', 'measure', 1801220400000000, 1, '{"evidence":{"cut":"","device":"","distance_m":8012.5,"duration_s":2472.0,"easy_mps":null,"efforts":[{"best_3s_mps":{"error":0.3,"value":6.9},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":128.34},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1520.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.417000000000001},"rest_before_s":null,"series":1,"share_of_top":{"error":0.06,"value":0.9452054794520549},"start_s":1500.0,"to_top_s":null},{"best_3s_mps":{"error":0.3,"value":7.0},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":130.20000000000002},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1720.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.510000000000001},"rest_before_s":{"error":3.0,"value":180.0},"series":1,"share_of_top":{"error":0.06,"value":0.9589041095890412},"start_s":1700.0,"to_top_s":null}],"file":"tuesday.fit","kind":"run","markers":null,"quality":{"grade":"good","interval_s":1.0,"noise_mps":0.2,"source":"device","why":[]},"refused":[],"start":"2027-01-29T12:00:00+01:00","title":"","top_mps":null,"verdicts":[]},"made":{"algorithm":"measure","settings":"{\"plan\":null}","sha256":"abababababababababababababababababababababababababababababababab","version":"1"}}', 4238491581);
INSERT INTO public.evidence VALUES (2, 1, 'a51c5e087e675f33ca5481194bbdfc416b6712f08c04e6342c6cd823b0f095a5', 'abababababababababababababababababababababababababababababababab', 'measure', 1801224000000000, 1, '{"evidence":{"cut":"","device":"","distance_m":8012.5,"duration_s":2472.0,"easy_mps":null,"efforts":[{"best_3s_mps":{"error":0.3,"value":6.9},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":128.34},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1520.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.417000000000001},"rest_before_s":null,"series":1,"share_of_top":{"error":0.06,"value":0.9452054794520549},"start_s":1500.0,"to_top_s":null},{"best_3s_mps":{"error":0.3,"value":7.0},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":130.20000000000002},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1720.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.510000000000001},"rest_before_s":{"error":3.0,"value":180.0},"series":1,"share_of_top":{"error":0.06,"value":0.9589041095890412},"start_s":1700.0,"to_top_s":null}],"file":"tuesday.fit","kind":"run","markers":null,"quality":{"grade":"good","interval_s":1.0,"noise_mps":0.2,"source":"device","why":[]},"refused":[],"start":"2027-01-29T12:00:00+01:00","title":"Mia","top_mps":null,"verdicts":[]},"made":{"algorithm":"measure","settings":"{\"plan\":null}","sha256":"abababababababababababababababababababababababababababababababab","version":"2"}}', 2900570885);
INSERT INTO public.evidence VALUES (3, 2, '8620497e590bd2d44c1d070f33987185bb05c3ca9e9426255d2be563eb237b0d', 'abababababababababababababababababababababababababababababababab', 'measure', 1801220400000000, 1, '{"evidence":{"cut":"","device":"","distance_m":8012.5,"duration_s":2472.0,"easy_mps":null,"efforts":[{"best_3s_mps":{"error":0.3,"value":6.9},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":128.34},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1520.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.417000000000001},"rest_before_s":null,"series":1,"share_of_top":{"error":0.06,"value":0.9452054794520549},"start_s":1500.0,"to_top_s":null},{"best_3s_mps":{"error":0.3,"value":7.0},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":130.20000000000002},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1720.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.510000000000001},"rest_before_s":{"error":3.0,"value":180.0},"series":1,"share_of_top":{"error":0.06,"value":0.9589041095890412},"start_s":1700.0,"to_top_s":null}],"file":"tuesday.fit","kind":"run","markers":null,"quality":{"grade":"good","interval_s":1.0,"noise_mps":0.2,"source":"device","why":[]},"refused":[],"start":"2027-01-29T12:00:00+01:00","title":"","top_mps":null,"verdicts":[]},"made":{"algorithm":"measure","settings":"{\"plan\":null}","sha256":"abababababababababababababababababababababababababababababababab","version":"1"}}', 4238491581);
INSERT INTO public.evidence VALUES (4, 2, 'a51c5e087e675f33ca5481194bbdfc416b6712f08c04e6342c6cd823b0f095a5', 'abababababababababababababababababababababababababababababababab', 'measure', 1801224000000000, 1, '{"evidence":{"cut":"","device":"","distance_m":8012.5,"duration_s":2472.0,"easy_mps":null,"efforts":[{"best_3s_mps":{"error":0.3,"value":6.9},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":128.34},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1520.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.417000000000001},"rest_before_s":null,"series":1,"share_of_top":{"error":0.06,"value":0.9452054794520549},"start_s":1500.0,"to_top_s":null},{"best_3s_mps":{"error":0.3,"value":7.0},"cadence_spm":null,"confidence":0.96,"contact_time_ms":null,"distance_m":{"error":7.0,"value":130.20000000000002},"duration_s":{"error":2.0,"value":20.0},"easy_ratio":null,"end_s":1720.0,"found_by":"blind","grade_pct":{"error":1.0,"value":-0.4},"kind":"strides","mean_mps":{"error":0.2,"value":6.510000000000001},"rest_before_s":{"error":3.0,"value":180.0},"series":1,"share_of_top":{"error":0.06,"value":0.9589041095890412},"start_s":1700.0,"to_top_s":null}],"file":"tuesday.fit","kind":"run","markers":null,"quality":{"grade":"good","interval_s":1.0,"noise_mps":0.2,"source":"device","why":[]},"refused":[],"start":"2027-01-29T12:00:00+01:00","title":"Zo\u00eb","top_mps":null,"verdicts":[]},"made":{"algorithm":"measure","settings":"{\"plan\":null}","sha256":"abababababababababababababababababababababababababababababababab","version":"2"}}', 2410686399);
INSERT INTO public.imports VALUES (1, 1, 1801220400000000);
INSERT INTO public.imports VALUES (2, 2, 1801220400000000);
INSERT INTO public.matches VALUES (1, 1, '2f9c1adac2ec46a016b28bd03c547f465ed3680e003fc4afb26b1ea30fdf6ff9', 1801220400000000, 1, '{"by":"runner","said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","sha256":"abababababababababababababababababababababababababababababababab"}', 4066600365);
INSERT INTO public.matches VALUES (2, 1, '129733713606942fddc06d874b1ccaa9d3e1d3e2bf3e61961fe4c71326c8bf43', 1801224000000000, 1, '{"by":"runner","said_at":"2027-01-29T13:00:00+01:00","session":"strides-1","sha256":""}', 3993428223);
INSERT INTO public.matches VALUES (3, 2, '2f9c1adac2ec46a016b28bd03c547f465ed3680e003fc4afb26b1ea30fdf6ff9', 1801220400000000, 1, '{"by":"runner","said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","sha256":"abababababababababababababababababababababababababababababababab"}', 4066600365);
INSERT INTO public.matches VALUES (4, 2, '129733713606942fddc06d874b1ccaa9d3e1d3e2bf3e61961fe4c71326c8bf43', 1801224000000000, 1, '{"by":"runner","said_at":"2027-01-29T13:00:00+01:00","session":"strides-1","sha256":""}', 3993428223);
INSERT INTO public.moves VALUES (1, 1, 'm1', 1801220400000000, 1, '{"exercise":"strides","id":"m1","said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","to":"2027-01-29"}', 877997578);
INSERT INTO public.moves VALUES (2, 2, 'm1', 1801220400000000, 1, '{"exercise":"strides","id":"m1","said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","to":"2027-01-29"}', 877997578);
INSERT INTO public.originals VALUES (1, 1, '215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","name":"spring.ics","sha256":"215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb","size_bytes":32}', 2626159344);
INSERT INTO public.originals VALUES (2, 1, 'fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","name":"tuesday.fit","sha256":"fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108","size_bytes":64}', 4109138479);
INSERT INTO public.originals VALUES (3, 2, '215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","name":"spring.ics","sha256":"215efae54e34ac5657da47b49c8d1bd8ea12649ee1efa838c9a47d7233f18afb","size_bytes":32}', 2626159344);
INSERT INTO public.originals VALUES (4, 2, 'fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108', 1801220400000000, 1, '{"kept_at":"2027-01-29T12:00:00+01:00","name":"tuesday.fit","sha256":"fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108","size_bytes":64}', 4109138479);
INSERT INTO public.plans VALUES (1, 1, 1, 1801220400000000, 1, '{"books":[["mine.toml","[exercise.strides]\n"]],"calendar_paths":["spring.ics"],"calendars":["cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"],"changes":[],"days":[{"alternatives":["cross"],"date":"2027-01-29","demand":"easy","distance_m":null,"duration_s":null,"in_calendar":true,"own":[],"race_distance_m":null,"sure":"clear","title":"Easy 8 km","why":""}],"decisions":[],"made_at":"2027-01-29T12:00:00+01:00","not_moved":[],"number":1,"plan":{"advice":[],"assumptions":[],"clash":[],"disliked":[],"first":"2027-01-29","gap":"","last":"2027-02-11","optimal":true,"season_start":"2027-01-29","sessions":[{"because":[{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."}],"beside":"Easy 8 km","contacts":0,"date":"2027-01-29","dose":{"grade_pct":6.0,"note":"build-up","reps":4,"sets":1,"work_m":null,"work_s":20.0},"effort":"fast","exercise":"strides","id":"strides-1","minutes":12,"opener":false,"order":0,"rest_s":120,"step":2}],"solve_s":0.25,"status":"planned","title":"Marathon, Sunday 18 April 2027","unplaced":[],"until":null,"weeks":[{"contacts":0,"km":null,"level":"low","light":false,"maximal_days":1,"note":"","phase":"base","start":"2027-01-29"}]},"profile":"[runner]\nborn = 1990\n","profile_path":"runner.toml","race":null,"today":"2027-01-29"}', 3481151489);
INSERT INTO public.plans VALUES (2, 1, 2, 1801220400000000, 1, '{"books":[["mine.toml","[exercise.strides]\n"]],"calendar_paths":["spring.ics"],"calendars":["cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"],"changes":[{"because":[{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."}],"exercise":"strides","kind":"more","now":{"because":[{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."}],"beside":"Easy 8 km","contacts":0,"date":"2027-01-29","dose":{"grade_pct":6.0,"note":"build-up","reps":4,"sets":1,"work_m":null,"work_s":20.0},"effort":"fast","exercise":"strides","id":"strides-1","minutes":12,"opener":false,"order":0,"rest_s":120,"step":2},"was":{"because":[{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."}],"beside":"Easy 8 km","contacts":0,"date":"2027-01-29","dose":{"grade_pct":6.0,"note":"build-up","reps":4,"sets":1,"work_m":null,"work_s":20.0},"effort":"fast","exercise":"strides","id":"strides-1","minutes":12,"opener":false,"order":0,"rest_s":120,"step":2}}],"days":[{"alternatives":["cross"],"date":"2027-01-29","demand":"easy","distance_m":null,"duration_s":null,"in_calendar":true,"own":[],"race_distance_m":null,"sure":"clear","title":"Easy 8 km","why":""}],"decisions":[{"because":{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."},"clinician":false,"date":"2027-01-29","exercise":"strides","facts":["clean twice","soreness 2"],"instead":"","say":"4 \u00d7 20 s, clean twice: 5 \u00d7 20 s","step":2,"to_step":3,"until":null,"verb":"progress","would_change":""}],"made_at":"2027-01-29T12:00:00+01:00","not_moved":[{"because":[{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."}],"date":"2027-01-29","exercise":"strides"}],"number":2,"plan":{"advice":[],"assumptions":[],"clash":[],"disliked":[],"first":"2027-01-29","gap":"","last":"2027-02-11","optimal":true,"season_start":"2027-01-29","sessions":[{"because":[{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."}],"beside":"Easy 8 km","contacts":0,"date":"2027-01-29","dose":{"grade_pct":6.0,"note":"build-up","reps":4,"sets":1,"work_m":null,"work_s":20.0},"effort":"fast","exercise":"strides","id":"strides-1","minutes":12,"opener":false,"order":0,"rest_s":120,"step":2}],"solve_s":0.25,"status":"planned","title":"Marathon, Sunday 18 April 2027","unplaced":[],"until":null,"weeks":[{"contacts":0,"km":null,"level":"low","light":false,"maximal_days":1,"note":"","phase":"base","start":"2027-01-29"}]},"profile":"[runner]\nborn = 1990\n","profile_path":"runner.toml","race":null,"today":"2027-01-29"}', 1374516504);
INSERT INTO public.plans VALUES (3, 2, 1, 1801220400000000, 1, '{"books":[["mine.toml","[exercise.strides]\n"]],"calendar_paths":["spring.ics"],"calendars":["cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"],"changes":[],"days":[{"alternatives":["cross"],"date":"2027-01-29","demand":"easy","distance_m":null,"duration_s":null,"in_calendar":true,"own":[],"race_distance_m":null,"sure":"clear","title":"Easy 8 km","why":""}],"decisions":[],"made_at":"2027-01-29T12:00:00+01:00","not_moved":[],"number":1,"plan":{"advice":[],"assumptions":[],"clash":[],"disliked":[],"first":"2027-01-29","gap":"","last":"2027-02-11","optimal":true,"season_start":"2027-01-29","sessions":[{"because":[{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."}],"beside":"Easy 8 km","contacts":0,"date":"2027-01-29","dose":{"grade_pct":6.0,"note":"build-up","reps":4,"sets":1,"work_m":null,"work_s":20.0},"effort":"fast","exercise":"strides","id":"strides-1","minutes":12,"opener":false,"order":0,"rest_s":120,"step":2}],"solve_s":0.25,"status":"planned","title":"Marathon, Sunday 18 April 2027","unplaced":[],"until":null,"weeks":[{"contacts":0,"km":null,"level":"low","light":false,"maximal_days":1,"note":"","phase":"base","start":"2027-01-29"}]},"profile":"[runner]\nborn = 1990\n","profile_path":"runner.toml","race":null,"today":"2027-01-29"}', 3481151489);
INSERT INTO public.plans VALUES (4, 2, 2, 1801220400000000, 1, '{"books":[["mine.toml","[exercise.strides]\n"]],"calendar_paths":["spring.ics"],"calendars":["cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"],"changes":[{"because":[{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."}],"exercise":"strides","kind":"more","now":{"because":[{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."}],"beside":"Easy 8 km","contacts":0,"date":"2027-01-29","dose":{"grade_pct":6.0,"note":"build-up","reps":4,"sets":1,"work_m":null,"work_s":20.0},"effort":"fast","exercise":"strides","id":"strides-1","minutes":12,"opener":false,"order":0,"rest_s":120,"step":2},"was":{"because":[{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."}],"beside":"Easy 8 km","contacts":0,"date":"2027-01-29","dose":{"grade_pct":6.0,"note":"build-up","reps":4,"sets":1,"work_m":null,"work_s":20.0},"effort":"fast","exercise":"strides","id":"strides-1","minutes":12,"opener":false,"order":0,"rest_s":120,"step":2}}],"days":[{"alternatives":["cross"],"date":"2027-01-29","demand":"easy","distance_m":null,"duration_s":null,"in_calendar":true,"own":[],"race_distance_m":null,"sure":"clear","title":"Easy 8 km","why":""}],"decisions":[{"because":{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."},"clinician":false,"date":"2027-01-29","exercise":"strides","facts":["clean twice","soreness 2"],"instead":"","say":"4 \u00d7 20 s, clean twice: 5 \u00d7 20 s","step":2,"to_step":3,"until":null,"verb":"progress","would_change":""}],"made_at":"2027-01-29T12:00:00+01:00","not_moved":[{"because":[{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."}],"date":"2027-01-29","exercise":"strides"}],"number":2,"plan":{"advice":[],"assumptions":[],"clash":[],"disliked":[],"first":"2027-01-29","gap":"","last":"2027-02-11","optimal":true,"season_start":"2027-01-29","sessions":[{"because":[{"grade":"A","rule":"strides.step","source":"The article (Lundstrom)","text":"Twice clean."}],"beside":"Easy 8 km","contacts":0,"date":"2027-01-29","dose":{"grade_pct":6.0,"note":"build-up","reps":4,"sets":1,"work_m":null,"work_s":20.0},"effort":"fast","exercise":"strides","id":"strides-1","minutes":12,"opener":false,"order":0,"rest_s":120,"step":2}],"solve_s":0.25,"status":"planned","title":"Marathon, Sunday 18 April 2027","unplaced":[],"until":null,"weeks":[{"contacts":0,"km":null,"level":"low","light":false,"maximal_days":1,"note":"","phase":"base","start":"2027-01-29"}]},"profile":"[runner]\nborn = 1990\n","profile_path":"runner.toml","race":null,"today":"2027-01-29"}', 1374516504);
INSERT INTO public.reports VALUES (1, 1, 'r1', 1801220400000000, 1, '{"cleared":["bone_pain"],"completion":"partly","contacts_30m":null,"date":"2027-01-29","exercise":"","form":"slipping","hard":8,"id":"r1","ill":false,"injured":false,"note":"windig, 4 \u00b0C \u2014 \u00abgut\u00bb","pain":[{"kind":"bone","level":2,"place":"left shin","worse_next_morning":true}],"recovery_low":true,"reps":3,"said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","sets":1,"sleep_h":6.5,"soreness":4,"soreness_48h":1,"stopped_by":"stop.fade"}', 3803351610);
INSERT INTO public.reports VALUES (2, 1, 'r2', 1801224000000000, 1, '{"cleared":["bone_pain"],"completion":"partly","contacts_30m":null,"date":"2027-01-29","exercise":"","form":"slipping","hard":8,"id":"r2","ill":false,"injured":false,"note":"Mia","pain":[{"kind":"bone","level":2,"place":"left shin","worse_next_morning":true}],"recovery_low":true,"reps":3,"said_at":"2027-01-29T13:00:00+01:00","session":"strides-1","sets":1,"sleep_h":6.5,"soreness":4,"soreness_48h":1,"stopped_by":"stop.fade"}', 847395302);
INSERT INTO public.reports VALUES (3, 2, 'r1', 1801220400000000, 1, '{"cleared":["bone_pain"],"completion":"partly","contacts_30m":null,"date":"2027-01-29","exercise":"","form":"slipping","hard":8,"id":"r1","ill":false,"injured":false,"note":"windig, 4 \u00b0C \u2014 \u00abgut\u00bb","pain":[{"kind":"bone","level":2,"place":"left shin","worse_next_morning":true}],"recovery_low":true,"reps":3,"said_at":"2027-01-29T12:00:00+01:00","session":"strides-1","sets":1,"sleep_h":6.5,"soreness":4,"soreness_48h":1,"stopped_by":"stop.fade"}', 3803351610);
INSERT INTO public.reports VALUES (4, 2, 'r2', 1801224000000000, 1, '{"cleared":["bone_pain"],"completion":"partly","contacts_30m":null,"date":"2027-01-29","exercise":"","form":"slipping","hard":8,"id":"r2","ill":false,"injured":false,"note":"Zo\u00eb","pain":[{"kind":"bone","level":2,"place":"left shin","worse_next_morning":true}],"recovery_low":true,"reps":3,"said_at":"2027-01-29T13:00:00+01:00","session":"strides-1","sets":1,"sleep_h":6.5,"soreness":4,"soreness_48h":1,"stopped_by":"stop.fade"}', 539378786);
INSERT INTO public.runners VALUES (1, 'Mia');
INSERT INTO public.runners VALUES (2, 'Zoë');
SELECT pg_catalog.setval('public.evidence_seq_seq', 4, true);
SELECT pg_catalog.setval('public.imports_seq_seq', 2, true);
SELECT pg_catalog.setval('public.matches_seq_seq', 4, true);
SELECT pg_catalog.setval('public.moves_seq_seq', 2, true);
SELECT pg_catalog.setval('public.originals_seq_seq', 4, true);
SELECT pg_catalog.setval('public.plans_seq_seq', 4, true);
SELECT pg_catalog.setval('public.reports_seq_seq', 4, true);
SELECT pg_catalog.setval('public.runners_id_seq', 2, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.contents
    ADD CONSTRAINT contents_pkey PRIMARY KEY (sha256);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.matches
    ADD CONSTRAINT matches_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.moves
    ADD CONSTRAINT moves_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.originals
    ADD CONSTRAINT originals_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.plans
    ADD CONSTRAINT plans_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.reports
    ADD CONSTRAINT reports_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.runners
    ADD CONSTRAINT runners_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT uq_evidence UNIQUE (runner_id, key);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT uq_imports UNIQUE (runner_id, at_us);
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
CREATE TRIGGER contents_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.contents FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER evidence_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.evidence FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER imports_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.imports FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER matches_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.matches FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER moves_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.moves FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER originals_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.originals FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER plans_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plans FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER reports_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.reports FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
CREATE TRIGGER runners_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.runners FOR EACH STATEMENT EXECUTE FUNCTION public.fullstride_kept();
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT fk_runner FOREIGN KEY (runner_id) REFERENCES public.runners(id);
ALTER TABLE ONLY public.imports
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
