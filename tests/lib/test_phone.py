import pytest

from gsvo.lib.phone import NUMBER, dialled


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("02041 767-0", "+4920417670"),
        ("(0521) 51-2000", "+49521512000"),
        ("+49 (0) 521 512000", "+49521512000"),
        ("0049 521 512000", "+49521512000"),
        ("0521/512000", "+49521512000"),
    ],
)
def test_a_number_is_found_in_a_sentence_and_can_be_dialled(written, wanted):
    assert NUMBER.search(f"Rufen Sie an: {written}.")[0] == written
    assert dialled(written) == wanted


@pytest.mark.parametrize(
    "words",
    [
        "GSVO-2027-0001",
        "15.01.2027",
        "8,25 Tage",
        "10 von 10",
        "05000",
        "2026/27",
        "Fassung 012",
        "20 000 000",
    ],
)
def test_other_figures_are_no_numbers_of_telephones(words):
    assert NUMBER.search(f"Es geht um {words}.") is None
