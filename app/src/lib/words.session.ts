// What the session player says. Sentences that the terminal's player says too are the same there.

const THIN = '\u2009';

export const session = {
  warmUp: 'Warm up',
  warmUpFor: (minutes: number): string => `about ${minutes}${THIN}min in all`,
  warmUpAgain: 'Warm up again if you have cooled down.',
  ready: 'Ready',
  readyWhen: 'Ready when you are',
  rest: 'Rest',
  next: (place: string): string => `Next: ${place.charAt(0).toLowerCase()}${place.slice(1)}`,
  start: (noun: string): string => `Start ${noun}`,
  until: (time: string): string => `until your earliest start, ${time}`,
  rested: 'rested so far. No hurry.',
  afterCount: (what: string): string => `${what} after the count`,
  done: 'Done',
  lastOne: 'That was the last one',
  close: 'Close',
  stopTitle: 'Stop for today',
  stopLine: 'Walk until the breath is back. What you did is written down.',
  slipped: 'The form slipped.',
  tooHard: (felt: number, most: number): string => `It felt ${felt} of 10, over ${most}.`,
  warning: (what: string, left: number, rule: string): string =>
    `${what} ${left === 1 ? 'Once more' : `${left} times more`} and it is enough for today: ${rule.charAt(0).toLowerCase()}${rule.slice(1)}`,
  endings: { complete: 'Done', early: 'Ended early', stopped: 'Stopped', interrupted: 'Interrupted' },
  paused: 'Paused',
  restGoesOn: 'your rest goes on counting',
  earliest: (time: string): string => `Earliest start ${time}.`,
  whenYouLike: 'Go on when you like.',
  goOn: 'Go on',
  tally: (done: number, of: number): string => `${done} of ${of} done`,
  why: {
    pain: 'Sharp pain: stop here. If it stays, see a clinician.',
    gone: 'The form is gone, and it needs a fresh runner.',
    slipping: 'The form slipped again. One more would train the slip.',
    effort: 'It felt too hard again. That is enough for today.'
  },
  seconds: (value: number): string => `${value}${THIN}s`,
  metres: (value: number, most: number | null): string => `${value}${THIN}m${most ? `, at most ${most}${THIN}s` : ''}`,
  times: (value: number): string => (value > 1 ? `${value} times` : 'once'),

  opensAt: (clock: string): string => `Opens at ${clock}`,
  asLong: 'as long as you like',
  pause: 'Pause',
  redo: 'Redo',
  skip: 'Skip',
  pain: 'Pain',
  end: 'End',
  goBack: 'Take it back',
  formOf: (noun: string): string => `${noun}: how was the form?`,
  feltOf: (noun: string): string => `${noun}: how hard, from 0 to 10?`,
  form: { kept: 'Kept', slipping: 'Slipping', gone: 'Gone' },
  clock: 'The clock',
  askEnd: { title: 'End here?', yes: 'End the session' },
  askSkip: { title: (noun: string): string => `Skip ${noun}?`, say: 'It won’t come back today.', yes: 'Skip it' },
  stay: 'Stay',

  record: (noun: string): string => `Record ${noun}`,
  offline: 'No signal. All kept here.',
  switches: 'Sound and light',
  voice: 'Voice',
  beeps: 'Beeps',
  vibration: 'Vibration',
  sun: 'Black on white, for sun',
  noWake: 'This browser can’t keep the screen on. Set your phone so that it stays lit; the clock stays right either way.',
  noKeep: 'This phone keeps nothing for this page, so a closed page would lose the session. Leave it open.',
  jumped: 'The phone’s clock was set meanwhile. The session’s clock goes on as it was.',
  elsewhereTitle: 'Open in another window',
  elsewhere: 'This session is open in another window of this phone. Go on there, or close it.',
  back: 'To today',
  begun: (when: string, done: number, of: number): string => `You began at ${when} and did ${done} of ${of}.`,
  goOnAsk: 'Go on?',
  startAnew: 'Start anew',
  doneBefore: 'Done already',
  again: 'Do it again',
  notHere: 'This session is not on this phone',
  notHereSay: 'Open today once with signal; it keeps the next two weeks here.',
  howItWent: 'Say how it felt',
  nextSession: (name: string): string => `Next: ${name}`,
  notYet: (time: string): string => `Not yet: your earliest start is ${time}. Longer is always right.`,
  getSet: 'Get set',
  restedBefore: (time: string): string => `after a rest of ${time}`,
  formWas: (form: string): string => `form ${form}`,
  feltWas: (value: number): string => `felt ${value} of 10`,
  outcome: { full: '', short: 'ended early', limit: 'at its limit', broken: 'broken off' },
  outbox: {
    title: (weekday: string, name: string): string => `${weekday}: ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    said: (title: string): string => `${title}, how it felt`,
    kept: 'Kept here. It will be sent once, when the server answers.',
    refused: (why: string): string => `Kept here. The server did not take it: ${why}`,
    again: 'Send now'
  },
  speak: {
    rest: (time: string): string => `Rest. ${time} or more.`,
    seconds: (value: number): string => `${value} seconds`,
    minutes: (clock: string): string => {
      const [minutes, seconds] = clock.split(':').map(Number);
      const whole = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
      return seconds ? `${whole} ${seconds}` : whole;
    },
    set: (unit: string, what: string, cue: string): string => `${unit}, ${what}. ${cue}.`
  }
} as const;
