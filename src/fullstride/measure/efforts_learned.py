"""What the judge of surges has learned; made by benchmarks/fit_surges.py, not by hand."""

from fullstride.measure.efforts_judge import Learned, Weights

# fmt: off
LEARNED = Learned(
    single=Weights(
        middle=(
            0.1273,
            -1.9792,
            -2.529,
            0.1627,
            -1.672,
            0.1355,
            0.1118,
            0.7634,
            -0.2409,
            0.0592,
            0.0123,
            0.0036,
            0.0034,
            0.3004,
            0.7954,
            0.6474,
            1.0533,
            0.0261,
            -0.0232,
            0.0969,
            -0.3083,
            -0.0254,
            0.9967,
            0.0337,
            0.3528,
        ),
        spread=(
            0.2053,
            0.7647,
            0.9153,
            0.6652,
            0.6696,
            0.1252,
            0.1068,
            0.2077,
            0.7072,
            0.1498,
            0.0632,
            0.0473,
            0.0456,
            0.4584,
            1.8227,
            1.438,
            2.2628,
            0.1438,
            0.196,
            0.2131,
            0.2164,
            0.1971,
            0.0375,
            0.0253,
            0.4778,
        ),
        weight=(
            0.0,  # peak
            0.0,  # contrast
            1.2694,  # contrast_flat
            1.9533,  # clear
            0.0,  # valley
            0.0,  # rise
            0.0,  # fall
            0.9757,  # box
            0.4559,  # seconds
            -0.637,  # too_short
            -1.2519,  # too_long
            0.8999,  # cadence
            0.545,  # cadence_jump
            0.6816,  # cadence_unknown
            -1.1553,  # down
            -0.3436,  # steeper_down
            0.3127,  # up
            -0.2878,  # stood_before
            0.6481,  # over_sustained
            0.0,  # flat_peak
            1.0464,  # of_session_top
            -0.7239,  # fast_around
            0.2008,  # known
            -0.3035,  # noise
            -0.2446,  # rough_source
        ),
        bias=-9.1036,
    ),
    rounds=(
        Weights(
            middle=(
                -6.3751,
                0.106,
                0.072,
                0.3426,
                -0.0698,
            ),
            spread=(
                3.4531,
                0.3383,
                0.2249,
                0.5635,
                0.1827,
            ),
            weight=(
                1.9557,
                1.4484,
                0.0,
                1.4617,
                0.9317,
            ),
            bias=-6.2972,
        ),
        Weights(
            middle=(
                -6.3751,
                0.1076,
                0.0719,
                0.3222,
                -0.0616,
            ),
            spread=(
                3.4531,
                0.3538,
                0.2361,
                0.6008,
                0.1815,
            ),
            weight=(
                1.9661,
                0.5413,
                0.5153,
                1.3763,
                0.8506,
            ),
            bias=-6.3337,
        ),
    ),
)
# fmt: on
