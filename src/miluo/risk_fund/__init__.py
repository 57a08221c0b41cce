"""The risk compensation fund of 汨政办发〔2023〕8号: loans against rural rights, and the loss that the fund shares."""
