"""What Alembic runs. `llais.answers.schema.upgrade` gives the connection, inside one transaction."""

from alembic import context

from llais.answers.schema import tables

context.configure(connection=context.config.attributes["connection"], target_metadata=tables, render_as_batch=True)
context.run_migrations()
