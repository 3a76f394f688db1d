"""What the judge of surges has learned; made by benchmarks/fit_surges.py, not by hand."""

from fullstride.measure.efforts_judge import Learned, Weights

# fmt: off
LEARNED = Learned(
    single=Weights(
        middle=(
            0.1334,
            -2.0542,
            -2.5736,
            0.1522,
            -1.7457,
            0.134,
            0.1143,
            0.808,
            -0.1139,
            0.032,
            0.0147,
            0.0046,
            0.0053,
            0.2234,
            0.7423,
            0.5917,
            1.2971,
            0.0324,
            -0.0515,
            0.0991,
            -0.3181,
            -0.0258,
            0.9968,
            0.0307,
            0.0479,
        ),
        spread=(
            0.2149,
            0.8002,
            0.9728,
            0.6684,
            0.7157,
            0.1356,
            0.1167,
            0.2232,
            0.6915,
            0.0919,
            0.0697,
            0.0524,
            0.0506,
            0.4165,
            1.8611,
            1.4523,
            2.5682,
            0.1608,
            0.2043,
            0.2237,
            0.2171,
            0.2116,
            0.0362,
            0.0246,
            0.2136,
        ),
        weight=(
            0.0,  # peak
            0.0,  # contrast
            1.1045,  # contrast_flat
            2.6903,  # clear
            0.0,  # valley
            0.0,  # rise
            0.0,  # fall
            0.9174,  # box
            -0.0652,  # seconds
            -2.154,  # too_short
            -0.9998,  # too_long
            1.0466,  # cadence
            0.4705,  # cadence_jump
            0.7272,  # cadence_unknown
            -1.38,  # down
            -0.23,  # steeper_down
            -0.1224,  # up
            -0.3774,  # stood_before
            0.4546,  # over_sustained
            0.0,  # flat_peak
            1.2308,  # of_session_top
            -0.7633,  # fast_around
            0.4856,  # known
            -0.0615,  # noise
            -1.4218,  # rough_source
        ),
        bias=-9.4995,
    ),
    rounds=(
        Weights(
            middle=(
                -6.1112,
                0.1362,
                0.0915,
                0.354,
            ),
            spread=(
                3.8692,
                0.397,
                0.2568,
                0.5985,
            ),
            weight=(
                2.324,
                1.7716,
                0.0,
                1.0839,
            ),
            bias=-5.9841,
        ),
        Weights(
            middle=(
                -6.1112,
                0.1385,
                0.0916,
                0.3394,
            ),
            spread=(
                3.8692,
                0.4114,
                0.267,
                0.6265,
            ),
            weight=(
                2.3544,
                0.7109,
                0.6327,
                1.0016,
            ),
            bias=-6.0006,
        ),
    ),
)
# fmt: on
