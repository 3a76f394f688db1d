// What today says.

const THIN = '\u2009';

export const today = {
  week: (week: number, weeks: number): string => `week ${week} of ${weeks}`,
  nothing: 'Nothing of ours today',
  yours: (title: string): string => `Only your own: ${title}.`,
  restDay: 'A rest day.',
  next: (name: string, date: string): string => `Next: ${name}, ${date}.`,
  then: ', then ',
  inside: (beside: string): string => `Inside your ${beside}.`,
  adds: (minutes: number): string => `Adds about ${minutes}${THIN}min.`,
  warmUp: 'Warm up',
  run: 'Your run',
  runOn: 'Run on',
  contacts: (count: number): string => `${count} contacts`,
  rest: (text: string): string => `rest ${text} or more`,
  why: 'Why today',
  whyNot: 'Why not another day',
  emptyLine: 'Your week is the line we work on.',
  effort: { all_out: 'all out' } as Record<string, string>,
  need: 'You need',
  record: (name: string): string => `Record a set of ${name}`,
  goOn: 'Go on',
  begun: (name: string, when: string, done: number, of: number): string => `${name}, begun at ${when}: ${done} of ${of} done.`,
  doneHere: (done: number, of: number): string => `${done} of ${of} done`,
  start: 'Start',
  startNext: (name: string): string => `Start ${name}`,
  asks: 'Still to be said',
  ask: {
    done: (name: string, day: string): string => `${day}: were the ${name} done?`,
    soreness: (name: string, day: string): string => `How sore are your legs, two days after ${day}’s ${name}?`
  },
  tell: 'Say it',
  follows: 'What changes next',
  followsSay: 'From what you did and said. Nothing of it holds until you take it on.',
  noneMoves: 'No session of ours moves by it.',
  decided: 'Where you stand',
  apply: 'Take it on',
  applied: 'The plan is made again with it.',
  overtaken: 'The plan was changed meanwhile. Here is what follows now.',
  more: (count: number): string => `${count} more`
} as const;
