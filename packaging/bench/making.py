"""Projects and files to measure with, made in child processes: measuring imports none of them."""

import os
import random
import subprocess
import sys
from pathlib import Path

from bench.model import Setting

MB = 2**20
_SAMPLE = """
import sys
from pathlib import Path
from ic_desktop.samples import MUNICIPALITY, write_sample
write_sample(MUNICIPALITY, Path(sys.argv[1]))
"""


def run(setting: Setting, *arguments: str, patience: float = 600.0) -> str:
    """Run Python with these arguments and return what it printed; raises RuntimeError."""
    ended = subprocess.run(
        [sys.executable, *arguments],
        env=setting.environ,
        capture_output=True,
        text=True,
        timeout=patience,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(f"exit code {ended.returncode}: {ended.stderr.strip()}")
    return ended.stdout


def write_sample(setting: Setting) -> Path:
    """Write the sample municipality's project, by the user whose folders the setting has."""
    path = setting.folder / "sample.icproj"
    run(setting, "-c", _SAMPLE, str(path))
    return path


def write_noise(path: Path, megabytes: int, seed: int) -> Path:
    """Write a file of bytes that no two seeds share, quickly; it is on the disk on return."""
    draw = random.Random(seed)
    block = bytearray(draw.randbytes(MB))
    with path.open("wb") as stream:
        for number in range(megabytes):
            block[:16] = number.to_bytes(16)
            stream.write(block)
        stream.flush()
        os.fsync(stream.fileno())
    return path
