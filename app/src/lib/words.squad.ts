// What the Squad pages say that the server does not.

const people = (count: number): string => (count === 1 ? '1 runner' : `${count} runners`);

export const squad = {
  title: 'Squad',
  ways: { list: 'Squad', template: 'Template', invite: 'Invite' },
  ranks: { 'needs you': 'Needs you', 'worth a look': 'Worth a look', 'on track': 'On track', little: 'Shares the plan alone', unread: 'Cannot be read', fresh: 'Joined, no plan yet' },
  lead: (count: number, day: string): string => `${people(count)}, ${day}. What is said to be off is off already; you agree to the plan that follows.`,
  head: { runner: 'Runner', what: 'What, and what the book did', last: 'last week', now: 'this week', today: 'today' },
  offToday: 'Off today; not in the plan yet.',
  offTodayKept: 'Off today.',
  isOff: ' (off)',
  freshDo: 'They begin a season of their own, or are given one under Template.',
  asPlanned: 'As planned.',
  little: 'Nothing can be said here: pain, reports and recordings are not shared with you.',
  heard: (day: string): string => `last heard ${day}`,
  unheard: 'nothing heard yet',
  line: (name: string, text: string): string => `${name}, two weeks: ${text}`,
  agree: 'Agree',
  agreeOf: (name: string): string => `Agree for ${name}`,
  agreed: (name: string, count: number): string => (count ? `Kept for ${name}: ${count === 1 ? '1 session changes' : `${count} sessions change`}.` : `Kept for ${name}: no session changes.`),
  message: 'Message',
  messageOf: (name: string): string => `Message to ${name}`,
  draft: (name: string, fact: string): string => `${name}, the plan tells me: ${fact} How are you?`,
  copy: 'Copy',
  copied: 'Copied',
  share: 'Send with…',
  close: 'Close',
  messageSay: 'Yours to change. It is sent the way you two talk.',
  onTrackMore: (count: number): string => `${count} more on track`,
  adapt: {
    title: 'Adapt all',
    look: 'See what follows for all',
    none: 'Nothing follows for anybody that is not in their plan already.',
    say: (news: number, plans: number, sessions: number): string => `${people(news)} with news: ${plans === 1 ? '1 plan changes' : `${plans} plans change`}, ${sessions === 1 ? '1 session' : `${sessions} sessions`} in all.`,
    decisions: (verb: string, count: number): string => `${verb} ${count}`,
    keep: 'Keep it for all',
    not: 'Not now',
    kept: (count: number): string => `Kept for ${people(count)}.`,
    notKept: (name: string, why: string): string => `${name}: not kept. ${why}`
  },
  template: {
    title: 'One template to many',
    lead: 'Each gets the season by their own profile, level, rules and race. Their own race stands above the template’s.',
    calendars: 'Your calendars',
    noCalendars: 'A template is a calendar of your own.',
    noCalendarsDo: 'Add a calendar',
    notRunning: 'Templates are calendars of a coach’s own shelf, and you have none: join as a coach who runs.',
    runners: 'Runners',
    noRunners: 'No runner lets you change their plan yet.',
    all: 'All',
    only: 'who let you change their plan',
    first: 'From (the template’s first day)',
    weeks: 'Weeks (to its end)',
    race: 'Race (of those without their own)',
    replace: 'Replace the plan of who has one',
    go: 'Give it to them',
    going: 'Placing, some seconds for each',
    look: 'Look first',
    rules: 'With your changes of the rule book, for those who changed nothing themselves',
    done: (count: number): string => (count ? `Given to ${people(count)}` : 'Given to nobody'),
    would: (count: number): string => (count ? `What ${people(count)} would get; nothing is kept yet` : 'Nobody would get it'),
    given: (name: string, sessions: number, weeks: number, of: string[], unplaced: number, rules: 'template' | 'own' | 'book'): string =>
      `${name}: ${sessions === 1 ? '1 session' : `${sessions} sessions`} in ${weeks} weeks${of.length ? `, ${of.join(', ')}` : ''}.${unplaced ? ` ${unplaced} found no place.` : ''}${{ template: ' By your rules.', own: ' By their own rules.', book: '' }[rules]}`,
    notAdded: (name: string, why: string): string => `${name}: not given. ${why}`
  },
  invite: {
    title: 'Invite a runner',
    none: 'There is no login on this machine, so nobody can join over a link. On a server with accounts a link works once, and the runner decides what you see.',
    noneDo: 'On this machine fullstride squad add takes runners in: --template with a calendar, --runners with a folder of their profiles.'
  },
  empty: {
    title: 'No runner yet',
    say: 'Invite runners by a link. Each says what you may see, and who needs you stands first.',
    do: 'Invite a runner'
  },
  noPlan: 'Nothing is placed for this runner yet. A template gives them a season.',
  looking: {
    whose: (name: string): string => `${name}’s pages`,
    change: 'as you are shown them. What you change is changed for them.',
    look: 'as you are shown them. You may look, and change nothing.',
    plan: 'the plan alone is shared with you.',
    back: 'Back to the squad',
    open: (name: string): string => `Open ${name}’s calendar`,
    calendar: 'To the calendar',
    theirs: (name: string): string => `${name} does this on their own phone`,
    theirsSay: 'Sessions, reports, captures and videos begin with whoever runs.',
    notThis: (name: string): string => `${name} does not share this with you`,
    notShown: (name: string): string => `${name} is not shown to you`,
    notShownSay: 'Each runner decides what a coach sees, and may take it back at any time.'
  },
  nobody: 'This list is for coaches.'
} as const;
