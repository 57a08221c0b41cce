"""The acts of 汨政办发〔2023〕8号: each a door, one transaction, one event."""
