"""汨政办发〔2023〕5号: who makes normative documents, how they are reviewed, registered, published and cleaned up."""
