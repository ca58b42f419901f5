"""机构人员管理: administrators keep the register of organisations, people and certificates."""
