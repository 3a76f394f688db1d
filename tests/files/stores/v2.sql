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
ALTER TABLE ONLY public.evidence ALTER COLUMN seq SET DEFAULT nextval('public.evidence_seq_seq'::regclass);
ALTER TABLE ONLY public.imports ALTER COLUMN seq SET DEFAULT nextval('public.imports_seq_seq'::regclass);
ALTER TABLE ONLY public.matches ALTER COLUMN seq SET DEFAULT nextval('public.matches_seq_seq'::regclass);
ALTER TABLE ONLY public.moves ALTER COLUMN seq SET DEFAULT nextval('public.moves_seq_seq'::regclass);
ALTER TABLE ONLY public.originals ALTER COLUMN seq SET DEFAULT nextval('public.originals_seq_seq'::regclass);
ALTER TABLE ONLY public.plans ALTER COLUMN seq SET DEFAULT nextval('public.plans_seq_seq'::regclass);
ALTER TABLE ONLY public.reports ALTER COLUMN seq SET DEFAULT nextval('public.reports_seq_seq'::regclass);
ALTER TABLE ONLY public.runners ALTER COLUMN id SET DEFAULT nextval('public.runners_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0002');
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
INSERT INTO public.plans VALUES (1, 1, 1, 1801220400000000, 1, 2764055896, '\x789ca5944b8fda3010c7bf4ae453ab862889fa58907ad8436feda97ba3289ac403b170ecc80f1e5aed77ef8c436097554f150832f63cfef3f338cfa2b576efc56abd16833258043b68918b359ed075ca63e1835312fde68f119b4d2e3ad06824b86684d0739cf0a3536657a8ce8b57fb69ab93fff749097b303be474644838f3d3b3001dd01908ea805325677daa2f21a05889baacbf2dca6a512fa91989031849ab08feccb6f2014c87cd2056266a4d2bd1512e6b1a3faf28d3ccad8855701173618f6652e18062df27f1d171e94e23c5e422a8a0d9fe4145b3876c3fd0dab13fd38a7861a14878a9e4a5b301243610de487faaea5559d2f75359d12fc51b1b9ac11e504e41260e2d92be2a17a306524760e44175386d83f77118c3ad48a7c1f71792ca6bb59f136d95f3e11edb0e46169b0b8aba6dd68baaa2354b7907d0331b4f68195f00f72e8f473f37fa2c5aec207a4ccf3b474d93f72339b998605da68da60e470eb5d17137e2a9c78c522b829b7df8198d24473b7c64cc78e28a4f476a3b63f6a6487c5bf44adef3efac09d0059252fe63542c6bbb486bc68e527f2dca049e7ddba8b45c4496e670a4349fb93dce474770b46e7f9b8664d1465d16e54bcea3c7b0b7a03de1c2edd626505b464bf6e5b6dd08d0a2923773c1cce982c6c0f35ed57c0068f8ec2f19ad936c952ccc872639919138ae6a06e2ad3e206f9445fd85772044b2d2e418d2769bd85f40b7a1b726cf7e13693867d543f648b75c67cc8a1ca3a1a06e1e9e6882d2d7b611f7d349bf61bdbf72d17840f216da1e79b4d4ae0fd7260638f15035d335afaed8c971ec21e169f92fa9bf1fb4970d611e9dddaad4c4da456acbd17babb5ce64dfb36ab92ce92576f5496f30729cfce6171fdfed596ab024e4aec85fa415a926');
INSERT INTO public.plans VALUES (2, 1, 2, 1801220400000000, 1, 3921307049, '\x789ced564b6f1a3110fe2b964fad0a68779b3409520f39f4d69e9a1b41ab613d8085d75ef9014151fe7b67bcbc4252a952d5f4121181c7331e7ff3cd237e9433e756418e2713d96a8ba3e85a230772820fe81b1d7014a2d70ac3f4decae974201b306815f8ba83b8e47332745edbc54837419ee8b3aa517ff7c90e976017c8ee1ee50c1b4801f37ae141d14ade125a9f0c2f7750093276b41b5cf20defdf2d51808fba31283e7c4f5691a16b3f9249c487c8061bdda02035d8917ca24bf7d11f9d92f14a5b451badf34892751b397e4348330c3a7bff06612baec5aa25e3c6d9084d24768a815410595f15d5d5b02887d50d1928c7d876d0eaae21d75f4605a3cfb6b3a48d1a2686e6b12337178411d95f39901be757752bc73619b393485115a3e289188280c4c61c4c4092e673e719f61c4294bfe14faba3382c69830a2e454e6d590da4ebd0a23f78745eb15430b010eb6c4442e6715c11800d8477feff1bffcc88826ddf9660227a0b51afb16f7bef421e06af32822de43ea208b62ceb10c136788c54254fbe9ce54bfb1d6debfd5c91e3e813e3db58ba8aeef040675f3a09c9f3d59c40cf59d5d19c276fb3dcd24e4eae42628bae3c1b33ffb2a4a8788cb6bad1600fa4bfc6d7aba99cf74537c9f15911d973c6e2298921888ad9d796200253cd2ae0602fc47d2a0a7525aa42848138393d1697a73a794835c17775bffe3c90c9466df61cafd1cfc869e7dd828a84cf6c5c32aaee47f69edb962b1fe2b3b8eeca6a5c14f4f7a928e93b8fd358b76ecd35fd9683fe0f1967539bda19b70431d2194e1a15be5a33f1b90e2184d476715744fc8fcb4058f64b2a4fa357393692e6da87787ee902ba3e51064e94d5b0e44675e4b705b3affd40adc3ed11c1bff01328112f0bf97d38bee5709c3297668dac2846d5256b20a6c0bd42956309db7122fd009a764b6707e227310d5b515e8b5b7a5219c15c496e393ad4ec8be759036e10577da69f71bd3af062708d642d0d3d5648d28b653c04d1c2031755dd8ff1f2403b19764bc8f4ccf827a33f2fb4a729d14c8d3fd73988894f1496a747e2cc792bbe8af2e6a6a017e3c1263f17c9b0b7dbbf327976efa146a7f2883abde417d085631e');
INSERT INTO public.plans VALUES (3, 2, 1, 1801220400000000, 1, 2764055896, '\x789ca5944b8fda3010c7bf4ae453ab862889fa58907ad8436feda97ba3289ac403b170ecc80f1e5aed77ef8c436097554f150832f63cfef3f338cfa2b576efc56abd16833258043b68918b359ed075ca63e1835312fde68f119b4d2e3ad06824b86684d0739cf0a3536657a8ce8b57fb69ab93fff749097b303be474644838f3d3b3001dd01908ea805325677daa2f21a05889baacbf2dca6a512fa91989031849ab08feccb6f2014c87cd2056266a4d2bd1512e6b1a3faf28d3ccad8855701173618f6652e18062df27f1d171e94e23c5e422a8a0d9fe4145b3876c3fd0dab13fd38a7861a14878a9e4a5b301243610de487faaea5559d2f75359d12fc51b1b9ac11e504e41260e2d92be2a17a306524760e44175386d83f77118c3ad48a7c1f71792ca6bb59f136d95f3e11edb0e46169b0b8aba6dd68baaa2354b7907d0331b4f68195f00f72e8f473f37fa2c5aec207a4ccf3b474d93f72339b998605da68da60e470eb5d17137e2a9c78c522b829b7df8198d24473b7c64cc78e28a4f476a3b63f6a6487c5bf44adef3efac09d0059252fe63542c6bbb486bc68e527f2dca049e7ddba8b45c4496e670a4349fb93dce474770b46e7f9b8664d1465d16e54bcea3c7b0b7a03de1c2edd626505b464bf6e5b6dd08d0a2923773c1cce982c6c0f35ed57c0068f8ec2f19ad936c952ccc872639919138ae6a06e2ad3e206f9445fd85772044b2d2e418d2769bd85f40b7a1b726cf7e13693867d543f648b75c67cc8a1ca3a1a06e1e9e6882d2d7b611f7d349bf61bdbf72d17840f216da1e79b4d4ae0fd7260638f15035d335afaed8c971ec21e169f92fa9bf1fb4970d611e9dddaad4c4da456acbd17babb5ce64dfb36ab92ce92576f5496f30729cfce6171fdfed596ab024e4aec85fa415a926');
INSERT INTO public.plans VALUES (4, 2, 2, 1801220400000000, 1, 3921307049, '\x789ced564b6f1a3110fe2b964fad0a68779b3409520f39f4d69e9a1b41ab613d8085d75ef9014151fe7b67bcbc4252a952d5f4121181c7331e7ff3cd237e9433e756418e2713d96a8ba3e85a230772820fe81b1d7014a2d70ac3f4decae974201b306815f8ba83b8e47332745edbc54837419ee8b3aa517ff7c90e976017c8ee1ee50c1b4801f37ae141d14ade125a9f0c2f7750093276b41b5cf20defdf2d51808fba31283e7c4f5691a16b3f9249c487c8061bdda02035d8917ca24bf7d11f9d92f14a5b451badf34892751b397e4348330c3a7bff06612baec5aa25e3c6d9084d24768a815410595f15d5d5b02887d50d1928c7d876d0eaae21d75f4605a3cfb6b3a48d1a2686e6b12337178411d95f39901be757752bc73619b393485115a3e289188280c4c61c4c4092e673e719f61c4294bfe14faba3382c69830a2e454e6d590da4ebd0a23f78745eb15430b010eb6c4442e6715c11800d8477feff1bffcc88826ddf9660227a0b51afb16f7bef421e06af32822de43ea208b62ceb10c136788c54254fbe9ce54bfb1d6debfd5c91e3e813e3db58ba8aeef040675f3a09c9f3d59c40cf59d5d19c276fb3dcd24e4eae42628bae3c1b33ffb2a4a8788cb6bad1600fa4bfc6d7aba99cf74537c9f15911d973c6e2298921888ad9d796200253cd2ae0602fc47d2a0a7525aa42848138393d1697a73a794835c17775bffe3c90c9466df61cafd1cfc869e7dd828a84cf6c5c32aaee47f69edb962b1fe2b3b8eeca6a5c14f4f7a928e93b8fd358b76ecd35fd9683fe0f1967539bda19b70431d2194e1a15be5a33f1b90e2184d476715744fc8fcb4058f64b2a4fa357393692e6da87787ee902ba3e51064e94d5b0e44675e4b705b3affd40adc3ed11c1bff01328112f0bf97d38bee5709c3297668dac2846d5256b20a6c0bd42956309db7122fd009a764b6707e227310d5b515e8b5b7a5219c15c496e393ad4ec8be759036e10577da69f71bd3af062708d642d0d3d5648d28b653c04d1c2031755dd8ff1f2403b19764bc8f4ccf827a33f2fb4a729d14c8d3fd73988894f1496a747e2cc792bbe8af2e6a6a017e3c1263f17c9b0b7dbbf327976efa146a7f2883abde417d085631e');
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
