"""Alembic's entry: migrates the connection that `database` hands over."""

from alembic import context

from audit_rules.campaigns.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
