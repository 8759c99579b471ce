from audiobrief.model import Voice
from audiobrief.publish.web.comparison import Sample, comparison_page

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_what_stands_in_profiles_and_texts_is_never_markup() -> None:
    voice = Voice(name=HOSTILE, engine="espeak", model="de", note=HOSTILE, licence=HOSTILE)
    samples = [Sample(voice=voice, mp3=b"\xff\xfb"), Sample(voice=voice, fault=HOSTILE)]
    page = comparison_page(HOSTILE, samples)
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("<audio") == 1
    assert page.count("No sound: ") == 1


def test_the_page_may_load_nothing_but_its_own_sound() -> None:
    page = comparison_page("Guten Tag.", [])
    assert "default-src &#x27;none&#x27;; media-src data:" in page
    assert page.startswith("<!DOCTYPE html>")
