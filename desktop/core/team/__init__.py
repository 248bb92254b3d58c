"""Who may open what: members, roles, approvals, and new keys after a dismissal."""
