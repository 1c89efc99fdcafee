"""Reports: what somebody tells the editors about a page, a contribution, a question or a person."""
