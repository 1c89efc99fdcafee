"""PostgreSQL as Django has it, whose connections are looked at before they are used again, not asked."""
