// What the page says that asks how it went. The questions are those of the command line.

const THIN = '\u2009';

export const report = {
  title: 'How it went',
  about: (name: string, dose: string, date: string): string => `${name}, ${dose}, ${date}`,
  done: 'Was it done?',
  completion: { done: 'All of it', partly: 'A part', 'not done': 'Not done' },
  count: (of: number, what: 'sets' | 'reps'): string => `How many of the ${of} ${what}?`,
  hard: 'How hard did it feel, from 0 to 10?',
  form: 'Your form?',
  forms: { kept: 'Kept', slipping: 'Slipping', gone: 'Gone' },
  contacts: `How many times did your feet touch the ground on 30${THIN}m?`,
  pain: 'Does anything hurt?',
  painElse: 'Does anything else hurt?',
  named: (place: string, level: number): string => `Your ${place} was at ${level}. How is it now, from 0 to 10? 0 says that it is gone.`,
  pains: { no: 'Nothing', yes: 'Yes' },
  place: 'Where?',
  placeLike: 'left achilles',
  level: 'How bad, from 0 to 10? 0 says that it is gone.',
  kind: 'What kind of pain?',
  kinds: { tendon: 'A tendon', muscle: 'A muscle strain', bone: 'Bone: one spot, worse as you run', sharp: 'Sudden and sharp, or a limp', other: 'Something else' },
  morning: 'Worse the next morning',
  more: 'Another place',
  soreness: 'How sore are your muscles today, from 0 to 10?',
  soreness48: (when: string, name: string): string => `How sore are your legs two days after ${when}’s ${name}, from 0 to 10?`,
  note: 'A note',
  open: 'What you leave open is not said.',
  keep: 'Keep it',
  nothing: 'Nothing is said yet.',
  whichPlace: 'Say where it hurts, how bad and what kind, or that nothing does.',
  thanks: 'Kept',
  unkept: 'This phone could not keep it. Leave the page open and try again.',
  sharp: 'Sharp pain: no more of this today. If it stays, see a clinician.',
  guided: 'What the session saw is kept already. This is about what it could not see.',
  back: 'To today',
  again: 'Say something else',
  mostNote: 2000,
  body: {
    title: 'How you are',
    ill: 'Are you ill?',
    ills: { ill: 'Ill: fever, chest or the whole body', well: 'Well again' },
    injured: 'Does an injury stop your running?',
    injuries: { stopped: 'It stops me', back: 'Back from it' },
    holds: 'What it keeps you from is off at once; Today says so.'
  },
  missing: 'This session is not on this phone'
} as const;
