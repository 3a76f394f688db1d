// The words of a session's script and of its player, as the server has them.

export interface Reason {
  rule: string;
  text: string;
  source: string;
  grade: 'A' | 'T' | 'P' | 'D';
}

/** One effort. `limit_s`: it is over by itself; null where only the runner knows. */
export interface Part {
  number: number;
  of: number;
  label: string;
  what: string;
  work_s: number | null;
  work_m: number | null;
  times: number;
  limit_s: number | null;
  about_s: number | null;
}

export interface StopRule {
  reason: Reason;
  say: string;
  sets: number | null;
  effort: number | null;
  times: number | null;
}

/** What the server wants back with what was done. */
export interface Header {
  session: string;
  date: string;
  exercise: string;
  dose: string;
  rest_s: number;
  parts: number;
}

/** What of a script the player needs. */
export interface Script {
  session: { id: string; date: string; exercise: string; contacts: number };
  header: Header;
  name: string;
  dose: string;
  warm_up: string;
  warm_up_min: number;
  count_in_s: number;
  cues: string[];
  parts: Part[];
  rest_s: number;
  recovery: string;
  stop_rules: StopRule[];
  close: string;
  needs: string;
}
