"""Sounds: what comes in is never kept; what is kept is new samples and nothing else."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import av
import pytest

from closeknit.networks.pixels import Refused
from closeknit.stories import recoding, sound
from closeknit.stories.sound import listen, only_samples

from .pictures import SECRET
from .sounds import PLANTED, REFUSED, SECOND, WAYS, Make, tone
from .sounds import sound as sent


def heard(data: bytes) -> sound.Voice:
    return listen(io.BytesIO(data), len(data))


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        heard(data)
    return str(refused.value.why)


def samples(data: bytes) -> tuple[int, int, Any]:
    """How it is kept, read by the same library: rate, channels, and the loudest sample."""
    with av.open(io.BytesIO(data), format="mp3") as file:
        stream = file.streams.audio[0]
        loudest = max(abs(frame.to_ndarray()).max() for frame in file.decode(stream))
        return stream.rate, stream.channels, loudest


@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
def test_whatever_a_phone_or_a_browser_records_is_kept_as_one_kind(way: tuple[str, str]) -> None:
    voice = heard(sent(*way, seconds=2))
    rate, channels, loudest = samples(voice.data)
    assert (rate, channels, voice.seconds) == (44_100, 1, 2)
    assert 0.15 < loudest < 0.4  # the tone is there, as loud as it was
    assert only_samples(voice.data)


@pytest.mark.parametrize("make", PLANTED.values(), ids=list(PLANTED))
def test_nothing_that_was_planted_is_left(make: Make) -> None:
    data = make()
    assert SECRET in data
    voice = heard(data)
    assert SECRET not in voice.data
    assert only_samples(voice.data)


@pytest.mark.parametrize("make", REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_voice_is_refused_in_a_sentence_soon(make: Make) -> None:
    data, since = make(), time.process_time()
    assert refusal(data).endswith(".")
    assert time.process_time() - since < 2


def test_a_recording_in_two_voices_becomes_one() -> None:
    assert samples(heard(tone(1, channels=2)).data)[1] == 1


def test_a_recording_that_is_too_long_is_refused_whatever_its_head_says(settings: Any) -> None:
    settings.SOUND_MINUTES = 1
    assert "longer than a minute" in refusal(SECOND * 80)
    settings.SOUND_MINUTES = 2
    assert heard(SECOND * 80).seconds in (79, 80, 81)
    assert "longer than 2 minutes" in refusal(SECOND * 140)


def test_a_file_that_is_too_large_is_not_even_read() -> None:
    class Unread(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("read")

    with pytest.raises(Refused, match="30 MB"):
        listen(Unread(), sound.MOST_BYTES + 1)


def test_a_file_that_says_it_is_smaller_than_it_is_is_read_no_further() -> None:
    with pytest.raises(Refused, match="30 MB"):
        listen(io.BytesIO(bytes(sound.MOST_BYTES + 9)), 10)


def test_a_decoder_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hangs = tmp_path / "hangs.py"
    hangs.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(recoding, "__file__", str(hangs))
    monkeypatch.setattr(sound, "ENDS_AFTER", 0.3)
    assert refusal(tone()) == str(sound.NOT_TAKEN)


def test_a_decoder_that_dies_is_a_kind_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dies = tmp_path / "dies.py"
    dies.write_text("import os; os.abort()")
    monkeypatch.setattr(recoding, "__file__", str(dies))
    assert refusal(tone()) == str(sound.NOT_TAKEN)


HELD_BACK = """
import sys, runpy
held = runpy.run_path(sys.argv[1], run_name="held")
held["_hold_back"]()
try:
    {attempt}
except (OSError, MemoryError) as error:
    sys.stderr.write(type(error).__name__)
"""
ATTEMPTS = {
    "a file is opened": ("open('/etc/passwd')", "OSError"),
    "a connection is opened": ("__import__('socket').socket()", "OSError"),
    "more memory is taken": ("bytearray(600 * 1024 * 1024)", "MemoryError"),
}


@pytest.mark.parametrize(("attempt", "error"), ATTEMPTS.values(), ids=list(ATTEMPTS))
def test_whoever_decodes_can_open_nothing_and_take_no_more(attempt: str, error: str) -> None:
    code = HELD_BACK.format(attempt=attempt)
    call = [sys.executable, "-c", code, str(Path(recoding.__file__))]
    told = subprocess.run(call, capture_output=True, text=True)
    assert error in told.stderr


def test_only_our_own_frames_pass_as_a_recording_of_ours() -> None:
    voice = heard(tone()).data
    assert only_samples(voice)
    for spoilt in (b"", SECRET + voice, voice + SECRET, voice[:-1], b"ID3" + voice, tone()):
        assert not only_samples(spoilt)
