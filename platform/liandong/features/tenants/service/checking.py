"""Whether what a tenant is to state is right, held against what is installed and inherited."""

from collections.abc import Sequence

from liandong.features.tenants.service.installation import installed
from liandong.features.tenants.service.merging import Layer
from liandong.features.tenants.service.package import Against, check_stated
from liandong.features.tenants.service.stated import StatedPackage
from liandong.kernel.errors import ConfigurationError, Problem


def problems_of(stated: StatedPackage, above: Sequence[Layer]) -> list[Problem]:
    """List what is wrong with a package; each problem names the path of its part."""
    here = installed()
    return check_stated(stated, Against(here.register, here.known, above))


def require_right(stated: StatedPackage, above: Sequence[Layer]) -> None:
    """Refuse a package that is wrong.

    Raises:
        ConfigurationError: Every problem is listed.
    """
    if problems := problems_of(stated, above):
        raise ConfigurationError(problems)
