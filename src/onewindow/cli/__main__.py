from onewindow.cli.main import main

main()
