"""汨政办发〔2023〕7号: the mortgage of rural property rights, from the right and its register to the end of the mortgage."""
