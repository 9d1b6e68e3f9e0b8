"""Where the packages, policies, migrations and clauses lie: in a checkout or inside the wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def data_root() -> Path:
    """Return the folder that holds `tenants`, `policies`, `migrations` and `docs/reference`."""
    checkout = _PACKAGE.parents[1]
    if (checkout / "pyproject.toml").is_file() and (checkout / "tenants").is_dir():
        return checkout
    return _PACKAGE / "_data"


def vendor_root() -> Path:
    """Return the folder of the data that others publish; `make setup` fills it."""
    return _PACKAGE / "_vendor"
