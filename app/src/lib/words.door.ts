// What is said at the door: signing in, joining, a new password, and who may do what.

export const door = {
  signIn: {
    title: 'Sign in',
    name: 'Name',
    password: 'Password',
    show: 'Show',
    hide: 'Hide',
    showLong: 'Show the password',
    hideLong: 'Hide the password',
    go: 'Sign in',
    busy: 'Signing in',
    forgot: 'Forgot the password? Whoever keeps this server makes you a link for a new one.',
    waits: (count: number): string =>
      count === 1 ? 'One report waits on this phone and is sent when you are signed in.' : `${count} reports wait on this phone and are sent when you are signed in.`
  },
  password: {
    choose: 'Choose a password',
    rule: '10 letters or more. A few words in a row are easy to keep and hard to guess.'
  },
  link: {
    none: 'This link is not whole',
    noneSay: 'Open it again from where it was sent to you, or ask for a new one.',
    old: 'This link no longer works',
    toSignIn: 'To signing in'
  },
  join: {
    title: 'Join',
    runner: 'You are invited to run with Fullstride.',
    runnerBy: (coach: string): string => `${coach} invites you to run with Fullstride.`,
    shelf: (runner: string): string => `What is kept for ${runner} becomes yours.`,
    coach: 'You are invited as a coach.',
    owner: 'You are invited as an owner: you say who may sign in here.',
    runs: 'I run too, and want a plan of my own',
    name: 'The name you sign in by',
    sees: (coach: string): string => `What may ${coach} see?`,
    go: 'Join',
    busy: 'Joining'
  },
  reset: {
    title: 'A new password',
    say: (name: string): string => `For ${name}. All other devices are signed out.`,
    go: 'Set it',
    busy: 'Setting it'
  },
  sees: {
    nothing: { name: 'Nothing', say: 'You are not on their list.' },
    'plan and status': { name: 'Plan and status', say: 'What is planned, what was done and what is off today; not why, no pain, no files, no numbers.' },
    everything: { name: 'Everything', say: 'Also reports with pain, illness and sleep, recordings, and what follows from them. Not what you answer under What stops me: pregnancy, birth, periods, energy, heart, covid. That stays with you.' }
  },
  changes: 'May also change things for you: the plan, your profile and rules, files, and report in your name, which says so. Not what you answer under What stops me.'
} as const;

export const accounts = {
  title: 'Account',
  none: 'There is no login on this machine: whoever uses it is its runner.',
  noneDo: 'A phone on the track, a coach or a club reach it once there are accounts. The first is made in the terminal and is the owner’s:',
  noneCommand: 'fullstride user add NAME --role owner',
  noneThen: 'Then start the server again and sign in here: runners and coaches are invited on this page. What is kept stays; fullstride user add NAME --runner NAME gives a runner who is kept here a login.',
  you: (name: string, roles: string): string => `You are signed in as ${name}, ${roles}.`,
  roles: { runner: 'runner', coach: 'coach', owner: 'owner' },
  devices: {
    title: 'Where you are signed in',
    this: 'this device',
    seen: (when: string): string => `seen ${when}`,
    out: 'Sign out',
    outOf: (device: string): string => `Sign out ${device}`,
    here: 'Sign out here',
    everywhere: 'Sign out everywhere',
    keeps: (count: number): string =>
      count === 1 ? 'One report is not sent yet. It stays on this phone until you sign in again.' : `${count} reports are not sent yet. They stay on this phone until you sign in again.`
  },
  password: { title: 'Password', now: 'The one you have now', new: 'A new one', go: 'Change it', done: 'Changed. All other devices are signed out.' },
  coaches: {
    title: 'What coaches see',
    none: 'There is no coach here.',
    say: 'You decide, for each, and change it whenever you like.',
    kept: (coach: string): string => `Kept for ${coach}.`
  },
  invite: {
    title: 'Invite',
    as: 'As',
    forWhom: 'For whom (if you like)',
    forWhomSay: 'To tell it from others in this list; whoever is invited does not see it.',
    mostForWhom: 60,
    go: 'Make a link',
    once: (when: string): string => `It works once, until ${when}. Send it to one person; it is not shown again.`,
    copy: 'Copy it',
    copied: 'Copied',
    link: 'The link',
    open: 'Not used yet',
    until: (role: string, when: string, made: string, whom: string): string => `${whom ? `${whom}: ` : ''}${role}, made ${made}, until ${when}`,
    withdraw: 'Withdraw',
    withdrawOf: (role: string, made: string, whom: string): string => `Withdraw the invitation for ${whom ? `${whom}, ` : 'a '}${role} made ${made}`
  },
  people: {
    title: 'Who may sign in',
    out: 'kept out',
    coach: (name: string): string => `${name} is a coach`,
    owner: (name: string): string => `${name} is an owner`,
    reset: 'Link for a new password',
    keepOut: 'Keep out',
    letIn: 'Let in',
    remove: 'Remove',
    of: (verb: string, name: string): string => `${verb}: ${name}`,
    removeSay: (name: string): string => `Remove the account of ${name}? What is kept for the runner stays.`,
    rankSay: (name: string, rank: string, is: boolean): string => (is ? `${name} is no longer ${rank === 'owner' ? 'an owner' : 'a coach, and their invitations are withdrawn'}?` : `${name} becomes ${rank === 'owner' ? 'an owner, who says who may sign in here' : 'a coach, whom runners may show things'}?`),
    rankYes: 'Yes',
    withdrawn: (count: number): string => (count === 1 ? 'One invitation is withdrawn.' : `${count} invitations are withdrawn.`),
    yes: 'Yes, remove it',
    no: 'No'
  }
} as const;
