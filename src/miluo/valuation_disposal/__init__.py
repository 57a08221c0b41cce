"""汨政办发〔2023〕9号: what a mortgaged rural right is worth, who says so, and how it is disposed of."""
