"""Every law that does not say how often it is tried."""

from hypothesis import HealthCheck, settings

from tests.core.laws import tried

settings.register_profile("core", tried(), suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("core")
