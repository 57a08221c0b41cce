"""What may be asked of the registers of 汨政发〔2023〕2号."""
