"""Who stands at the door: the address they come from, and what their browser calls itself."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

LONGEST_AGENT = 300
#: What one customer of a provider is given of IPv6: they choose freely among its addresses.
_PREFIX = 64


@dataclass(frozen=True)
class Visitor:
    """Where a request comes from; empty where nobody can say."""

    address: str = ""
    agent: str = ""

    @property
    def network(self) -> str:
        """Return what is counted as one place: an IPv4 address, or the network of an IPv6 one."""
        try:
            address = ip_address(self.address)
        except ValueError:
            return self.address
        if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
            return str(ip_network((address, _PREFIX), strict=False))
        return str(getattr(address, "ipv4_mapped", None) or address)
