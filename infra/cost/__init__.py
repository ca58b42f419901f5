"""What the system costs: DynamoDB's units from the bytes moved, and money from units by a dated price list."""
