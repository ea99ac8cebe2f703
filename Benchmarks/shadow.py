"""Programs of a benchmark, built in a shadow of the package, as tools/test-pure does and for its reason."""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def built(shadow, product, only):
    """The release build of a product of the targets that CONVENED_ONLY names, below `shadow`."""
    shadow.mkdir(parents=True, exist_ok=True)
    (shadow / "Package.swift").write_bytes((ROOT / "Package.swift").read_bytes())
    for name in ("Sources", "Benchmarks"):
        link = shadow / name
        if not link.is_symlink():
            link.symlink_to(ROOT / name)
    subprocess.run(
        ["swift", "build", "-c", "release", "--package-path", shadow, "--product", product],
        check=True, env=dict(os.environ, CONVENED_ONLY=only), stdout=sys.stderr)
    return shadow / ".build/release" / product
