"""The words of docs/reference/motion-simulator.md around its tables."""

TEXT = """# The simulator of jumps and bounds, and how like real logs it is

This page is made by `benchmarks/motion_realism.py --write`; a test fails when it is out of date.

Nobody has published logs of squat jumps or bounding by a phone together with what truly happened, so the
detectors are proven first on simulated logs (`measure.simulate_jumps`), whose truth is known to a
millisecond: the count, each take-off and landing, each contact, its foot, the distance. That proves
something only as far as the simulated logs are like real ones. This page holds them side by side.

## What is simulated

A **body** a thousand times a second. Every flight is free fall, so that the velocity at take-off is
g · flight / 2; the force in each contact gives exactly the change of momentum and of height that the jumps
before and after it ask for, never pulls, and comes to body weight on average; a set ends where it began.
Squat jumps are done with standing up between them, with a pause in the squat, or without; hops are stiff;
bounds have an approach of running steps and a run-out. Heights fade through a set and scatter from jump to
jump. Around the sets there is standing, walking, jogging, a false start (a squat without a jump, a little
hop), a landing that is stumbled out of, a phone that is being put into the pocket.

A **phone** on that body. Between bone and phone there is a mass on a spring (tissue, cloth); at each landing
the bone stops before the rest of the body does; thighs, trunk and arms swing and fidget, with what that adds
to a phone away from the joint; loose pockets rattle. A phone lies in any way and turns slowly. It samples at
50 to 400 Hz, unevenly if asked, loses samples, has gaps, clips, has noise, an offset and a wrong scale,
rounds as browsers do, or writes "linear acceleration", which is no use to anybody here.

## How to read the tables

Each cell is the median of the logs (or jumps) of that side with the lowest and the highest. *Inside*: the
simulated median lies in the range of the real ones; *beside*: it lies that far outside, though the ranges
meet; *apart*: they do not meet. There are few real logs: two or three of a place, of two people, so that
their range is narrower than the truth, and a figure beside it proves little. The simulated phones are drawn
from looser to tighter than usual. The settings of the phone's place were chosen with these very logs in
view; what is not in the tables was not looked at.

## Continuous jumping with a phone in a pocket or a hand

Real: `phyphox390_jump`, a minute each, two people jumping quickly on the spot or to the side, 100 Hz; |a| in
g, less 8 s at either end. Simulated: {drawn} phones and jumpers of that rhythm, with 0.25 to 0.31 s in the
air (0.23 to 0.28 s with the phone in the hand), which is a guess: the real logs have no truth.

### Back pocket

| Figure | Real | Simulated | |
|---|---|---|---|
{back_pocket}

### Front pocket

| Figure | Real | Simulated | |
|---|---|---|---|
{front_pocket}

### Hand

| Figure | Real | Simulated | |
|---|---|---|---|
{hand}

**What differs.** Real phones are never as near to weightless as simulated ones: the lowest value of a
flight is higher by some hundredths of a g. That makes counting on simulated logs a little easier than it is,
and matters to nobody who asks for less than half a g. In a real back pocket less of the power is below 4 Hz
and more above it: a real phone is thrown about more. The time under 1 g, which is what a height is made of,
is {back_low_made} ms in simulated back pockets and {back_low_real} ms in real ones ({front_low_made} and
{front_low_real} ms in front pockets), and scatters by {back_scatter_made} ms, not {back_scatter_real}
({front_scatter_made}, not {front_scatter_real}). How much of the first is the guessed flight nobody can
tell; so **the usual offset of a pocket, found on simulated logs, may be wrong by some 40 ms**, which is some
3 cm of height, and only a calibration with marked video takes that away. The second means that the error of
a single jump is likely to be half as large again in a real pocket as on simulated logs. In the hand single
landings stand out less than in reality; that matters to a count by peaks only, and hands are refused a
height.

**What is not simulated.** One of the three hand logs (mean 3.6 g: the arms swung as hard as the legs),
jumping jacks and jumping forward: there the rhythm itself is unclear, and the real logs are the test that
they are refused. Nor are there real logs of a belt: its settings follow the running below.

## Squat jumps: the force of the ground

Real: `squatjump_forceplates`, {jumps} jumps of seven people on two plates. Simulated: the same flights, the
force under the simulated body.

| Figure | Real | Simulated | |
|---|---|---|---|
{pushing}

**What differs.** Some people push off much more quickly than any simulated one, others creep up for more than
a second. Neither moves take-off or landing. What does is how fast the force lets go at the end of the
push-off, since no threshold is crossed at zero: that is the row "to nothing", and it agrees. Simulated
landings are a little softer and have their peak earlier.

## Running, in place of bounding

Real: `running_sacrum_grf`, one runner on a treadmill with force plates, {conditions} level runs at 2.5 to
4.2 m/s, the vertical and forward acceleration of the sacrum, smoothed by its authors and with nothing below
0 g. Simulated: the same contacts, flights and speeds, a belt at the small of the back, smoothed below 30 Hz.
There are no real logs of bounding at all: from 4 m/s of running to bounds with twice the flight is a guess.

| Figure | Real | Simulated | |
|---|---|---|---|
{running}

**What differs.** The sacrum of this runner is knocked harder, and rises and falls more, than the simulated
one; of the simulated knock more is ringing between 10 and 20 Hz. So the peaks by which contacts are counted
are if anything lower in simulated logs than in real ones: no help to a count. A threshold between contact and
flight, which no one places well on real logs (published limits of agreement: 27 ms below to 59 ms above), is
disturbed by other frequencies than in real ones. How good a contact time is the simulator therefore cannot
say; that is what the real runs are for.
"""
