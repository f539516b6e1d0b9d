"""Rows by the text in a column: what a filter of the whole table gives."""

from __future__ import annotations

import pandas as pd
from hulp import voorbeelden
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from woonanalyse.kern.gegroepeerd import Gegroepeerd


@voorbeelden(60)
@given(codes=st.lists(st.sampled_from("abc"), max_size=9), begin=st.sampled_from([0, 5]))
def test_the_rows_are_those_of_a_filter(codes: list[str], begin: int) -> None:
    """Side by side or scattered, of a value that is there or not, with the index of the table."""
    cellen = {
        "code": pd.Series(codes, dtype="object"),
        "nr": pd.Series(range(len(codes)), dtype="Int64"),
    }
    frame = pd.DataFrame(cellen).set_axis(range(begin, begin + len(codes)), axis="index")
    per_code = Gegroepeerd(frame, "code")
    for code in "abcd":
        verwacht = frame[frame["code"] == code]
        assert_frame_equal(per_code.van(code), verwacht, check_index_type=False)
