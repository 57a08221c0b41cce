"""Questions to the registers of 汨政发〔2023〕2号 that change nothing."""
