"""汨政发〔2023〕2号: opening the economy, the first policy that goes through the window."""
