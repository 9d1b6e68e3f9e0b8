"""Statements for migrations: the functions that see all tenants' ids, and the broker's tables.

A function here returns ids and nothing else. It belongs to a role that cannot log in and is not
bound by row-level security; its search path is fixed, so that nobody can slip a table under it.
The statements are for the owner's login, which may hand objects to that role.
"""

from dramatiq_postgres import generate_init_sql

DUE_OUTBOX_TENANTS = """
CREATE OR REPLACE FUNCTION public.due_outbox_tenants(at_most integer DEFAULT 100)
RETURNS SETOF integer LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT tenant_id FROM public.outbox WHERE due <= now()
    GROUP BY tenant_id ORDER BY min(due) LIMIT at_most
$$
"""

OUTBOX_FUNCTIONS: tuple[str, ...] = (
    DUE_OUTBOX_TENANTS,
    "GRANT SELECT (tenant_id, due) ON public.outbox TO liandong_definer",
    "REVOKE ALL ON FUNCTION public.due_outbox_tenants(integer) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION public.due_outbox_tenants(integer) TO liandong_app",
    # Whoever receives an object must be allowed to create one there, for that moment.
    "GRANT USAGE, CREATE ON SCHEMA public TO liandong_definer",
    "ALTER FUNCTION public.due_outbox_tenants(integer) OWNER TO liandong_definer",
    "REVOKE CREATE ON SCHEMA public FROM liandong_definer",
)


def broker_tables() -> tuple[str, ...]:
    """Return what makes the tables of the queue that lives in the same database."""
    return (
        generate_init_sql(),
        "GRANT USAGE ON SCHEMA dramatiq TO liandong_app",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA dramatiq TO liandong_app",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA dramatiq TO liandong_app",
    )
