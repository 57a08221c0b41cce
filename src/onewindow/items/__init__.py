"""The item catalogue (事项目录): what a government does on application, in versions that three different people make."""
