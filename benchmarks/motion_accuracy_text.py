"""The words of docs/reference/motion-accuracy.md around its tables."""

TEXT = """# How well jumps and bounds are counted and measured

This page is made by `benchmarks/motion_accuracy.py --write`; a test fails when it is out of date. What the
figures mean for you is told in [what a phone can tell](../explanation/what-a-phone-can-tell.md).

## What was asked, and what came of it

What was missed stands first.

| | Asked | Came |
|---|---|---|
{goals}

## What flatters these figures

- **Nearly all of them are of simulated logs**, because nobody has published logs of squat jumps or bounding
  by a phone together with what truly happened. How like real logs they are is a page of its own: [the
  simulator](motion-simulator.md).
- The simulated pockets and hands were tuned on the very phyphox logs that are the real ones below, and the
  detectors were made with both in view. The seeds of this page were used by neither, but the ranges that
  are drawn from are the same.
- **How much longer a pocket shows a flight is known from simulated pockets only.** The time under 1 g in
  real ones is another by some 40 ms, which is 3 cm of height. The errors that are stated are so wide for
  that reason, and that is why far more than 68 % of the simulated truths lie within them: it is room for
  what the simulator may have wrong, not precision.
- There is **no real log of a phone in a belt** here, with a truth or without one.
- **Nobody has validated bounding**, by any sensor but the eye. Beside simulated runs there is one runner (n
  = 1) who runs, on a treadmill, with a sensor at the sacrum whose signal was smoothed by others.
- The simulated person who marks a video slips by a frame in one mark of five and has no habit; a real one
  may see every take-off late.

## Sets of jumps, simulated: the count

{sets} sets of 3 to 40 jumps of 5 to 45 cm, no two of one athlete. *By the protocol*: two seconds of
standing, one set, two seconds of standing, a good phone. *Anything*: walking, jogging, handling the phone,
false starts, stumbles, up to four sets in a log, lost samples, gaps, sensors that clip at 2 g. *Not
counted* is a set that is not found, or of which the count is refused because two ways of counting disagree;
*in parts*, one that is told as two. The interval is the exact one of 95 %.

| Log | Phone | Sets | Exact | One off | More off | In parts | Not counted | Exact | 95 % interval |
|---|---|---|---|---|---|---|---|---|---|
{counts}

By the protocol, exact, by the rate in samples a second:

| Phone | 50 Hz | 100 Hz | 200 Hz | 400 Hz |
|---|---|---|---|---|
{grid_tidy}

Anything, exact:

| Phone | 50 Hz | 100 Hz | 200 Hz | 400 Hz |
|---|---|---|---|---|
{grid_any}

By the way of jumping (reset: with standing up between; pause: held in the squat), both kinds of logs:

| Way | Sets | Exact | One off | More off | In parts | Not counted | Exact | 95 % interval |
|---|---|---|---|---|---|---|---|---|
{styles}

**Published beside it**: VERT, a sensor at the waist, 99.3 % of 3637 jumps (Skazalski 2018); the same in
volleyball, precision 99.5 to 100 % and recall 81 to 93 % (Charlton 2017). Theirs were real players; these
are simulated ones. A share of *jumps* is also easier than a share of *sets* counted without one mistake.

### Scenes that mislead

100 Hz, all five places of the phone. *Right*: every set of the log found with its exact count, and nothing
else. What is neither right nor made up was miscounted or not counted. The last row is what happens when
somebody asks for jumps in a log of bounding: bounds are flights too, and none is a jump on the spot. Where a
phone does not show that somebody gets on, they are counted as jumps all the same.

| Scene | Logs | Right | Sets made up |
|---|---|---|---|
{scenes}

What was made up in the logs above. Bounding runs in logs of jumping are made up only where somebody asks for
bounding in them: hops on the spot and bounds look alike to a phone.

| What | Log | Logs | Made up |
|---|---|---|---|
{false}

## Height, simulated

At 100 Hz and more, by the protocol, all places but the hand. The calibration is as [the
how-to](../how-to/film-your-jumps.md) asks for it, on another day: five jumps filmed at 240 frames a second,
three of them marked, or all where there is no pause between them. *Refused* is how many sets were told
without a height. *Bias* is the mean of estimate less truth, *SD* what single differences scatter by,
*stated* the median of the errors that come with them (1 SD). An honest error holds about 68 % of the truths
within one and 95 % within two.

| Offset | Of what | Refused | Number | Bias, cm | SD, cm | Stated | Within 1 | Within 2 |
|---|---|---|---|---|---|---|---|---|
{heights}

Where a calibration does not come about (the marked jumps fit the log in more than one place), that is
counted as refused as well. A calibration of another kind of jumps is left alone where it says its kind; one
that was kept before they did so is used with 8 ms more of error. Set means, by the phone's place, before and
after a calibration on the same kind of jumps:

| Phone | Refused | Number | Bias, cm | SD, cm | Stated | Within 1 | Within 2 |
|---|---|---|---|---|---|---|---|
{height_places}

**Published beside it**, all against force plates or motion capture, by people who jumped. Two figures with
“to” after a bias are limits of agreement; Cameron's is a preprint.

| Method | Height |
|---|---|
| video, frames by hand (My Jump; Balsalobre-Fernández 2015) | −1.1 ± 0.5 cm |
| video, by hand at 240 frames a second (My Jump Lab; Cameron 2024) | +2.3 cm, −3.9 to +8.5 |
| video, frames by software (My Jump Lab; Cameron 2024) | +4.4 cm, −3.2 to +12.0 |
| sensor at the lower back, twice integrated (Toft Nielsen 2019, PMC6445523) | +1.4 to +4.2 cm, ±4.8 |
| the same, flight time | limits of agreement ±8.5 to ±9.3 cm |
| sensor at the lower back (Villa 2024) | +2.5 cm, r 0.87 |
| PUSH at the waist (Watkins 2020) | +4.1 to +4.5 cm |
| VERT at the waist (Skazalski 2018) | +5.5 cm, smallest change it can see 9.7 cm |
| Vmaxpro at the hip (Villalon-Gasch 2023) | standard error 3.4 cm |
| sensor at the toe, at the heel (Wang 2018) | −2.2 ± 2.1, −0.4 ± 3.8 cm |
| gFlight on the floor (Parmar 2021) | +8.8 ± 4.2 cm |
| phone in the hand, with a neural network, split at random (Mascia 2023) | 4 cm |

Two ways of using one and the same force plate, flight time and impulse, differ by +1.6 cm with limits of
agreement −3.8 to +7.1 (152 jumps, worked out from published figures of 26 people): nobody's height is
better defined than that. A person's own jumps scatter by 1.5 cm. That the simulated SD after a calibration
is smaller than every published one says how kind the simulator is, not how good the method.

### Why heights were refused

Of the sets that were counted, without a calibration. A set may have several reasons; the first is told.

| Log | Phone | Sets | Refused | Why |
|---|---|---|---|---|
{refusals}

### Drop-off

How much lower the last third of a set was than the first, in percent of the first, of sets of six and more:

| Logs | Sets | Bias | SD | Stated | Within 1 | Within 2 |
|---|---|---|---|---|---|---|
{drops}

Where jumps are only some centimetres high, an offset that is wrong by 20 ms makes any drop-off of them. No
figure was found in print to hold this against.

### Flight, contact and rhythm

By the protocol, with the usual offset of each place. What makes flights too long makes contacts too short by
as much: that is why a reactive strength index is a trend number here, and nothing more.

| What | Phone | Number | Bias | SD | Stated | Within 1 | Within 2 |
|---|---|---|---|---|---|---|---|
{others}

**Published beside it**: Output at the foot, drop jumps, ICC 0.77 for the index (2022); typical error 0.08
to 0.09, and "can't see the smallest change that matters" (Clancy 2026); gFlight, contact −36 ± 28 ms
(Parmar 2021).

## Bounding, simulated

Runs of 8 to 24 contacts, with up to eight running steps before and after them, in logs that somebody says
are of bounding. Where the edges leave a doubt, as where bounds fly hardly longer than the steps around them,
it is said beside the count ("may have up to 2 contacts more or less"); a run of which too much is in doubt is
not counted. *Said* is how many of the wrong counts came with such a doubt. *Exact* is of the runs that were
counted. An ankle is refused: it feels every other contact.

| Log | Phone | Runs | Exact | One off | More off | Said | Not counted | Exact | 95 % interval |
|---|---|---|---|---|---|---|---|---|---|
{runs}

| What | Phone | Number | Bias | SD | Stated | Within 1 | Within 2 |
|---|---|---|---|---|---|---|---|
{run_numbers}

**Published beside it: nothing.** No validation of bounding by a phone or a watch was found. Of running: 18
methods without tuning on 74 runners, sacrum, contact limits of agreement ±150 ms (Kiernan 2023); Garmin's
running dynamics pod, running in place, −81.5 ± 18.4 ms (Drobnič 2023); an ankle sensor on elite sprinters,
bias −3.6, RMSE 8 ms (Sensors 21:7331, 2021).

## Squat jumps on force plates: an ideal sensor

`squatjump_forceplates`: seven people on two plates, {plate_low} to {plate_high} cm high. The force over the
body's weight goes through the detector as though a sensor without noise sat in the centre of mass.
{plate_found} of {plate_jumps} flights on the plates were found, {plate_made_up} made up. Flights were
{plate_longer} ms longer than those of the plates (force under 5 % of the weight).

| Offset | Jumps | Bias, cm | SD, cm | From, to |
|---|---|---|---|---|
{plates}

This is the best any phone could do; a real one moves on its cloth. The belt's usual offset was chosen with
these plates in view.

## A minute of jumping with a real phone

`phyphox390_jump`: three people, pockets and hands, on the spot, to the side, forward, and jumping jacks.
**No truth is known.** *By flights* counts what is pushed off, flies and lands; *by rhythm* divides the same
stretch by the time after which the signal is most like itself. The two are not wholly independent: the
flights say where the stretch begins and ends. Agreement is a sign, not a proof.

| Log | Hz | By flights | By rhythm | Apart | Clearness | Told | Height | Why not |
|---|---|---|---|---|---|---|---|---|
{phones}

## One runner's sacrum: in place of bounding

`running_sacrum_grf`: one runner, 31 speeds and slopes of 5 s on a treadmill with force plates. Nobody
bounds in it, and {sacrum_bounds} of 31 were called bounding. What is tried here is the part that finds
contacts. Its thresholds were chosen with these very runs in view.

| What | Came | |
|---|---|---|
{sacrum}

Also published: 18 methods, sacrum, ±150 ms (Kiernan 2023). The same group's other 37 runners (Alcantara
2021, PeerJ 9:e11199) are the sober row: there the sacrum hardly knows who is longer on the ground. **A
contact time from the trunk is not a measurement.**

## Marked video, simulated

The same athletes filmed, and marked by somebody who slips with an SD of 0.4 frames. The stated errors know
the width of a frame, such slips, 2 ms of a person's own at any rate and 4 ms of a habit. This somebody has
neither of the last two, which weigh most at 240 frames a second: so the errors are too wide there.

| What | Frames a second | Number | Bias | SD | Stated | Within 1 | Within 2 |
|---|---|---|---|---|---|---|---|
{video}

| Frames a second | Set height refused | Contact of bounds refused |
|---|---|---|
{video_refused}

**Published beside it**: My Jump −1.1 ± 0.5 cm (Balsalobre-Fernández 2015); Runmatic at 240 frames a second,
contact 5.6 ms, time in the air 4.8 ms (standard errors of estimate; Balsalobre-Fernández 2016);
two-dimensional motion capture, contact +12 ms (Watkins 2020).

## What a log is of

{logs} logs, asked without being told what they are. *Asked*: the program asks instead of guessing. Told
wrongly: {kinds_wrong}.

| Done | Log | Logs | Told squat jumps | Told bounding | Asked |
|---|---|---|---|---|---|
{kinds}
"""
