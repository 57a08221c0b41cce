"""汨政办函〔2023〕32号: the integrated window: which items it takes, who is authorised, what must stand before an item opens."""
